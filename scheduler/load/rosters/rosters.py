"""Report folders and roster files -> Roster: what was written, what a planner edited, what another tool made."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from scheduler.clock import Horizon, local, minutes_between
from scheduler.errors import InputError
from scheduler.load.complaints import Complaints, Place
from scheduler.load.files import Files
from scheduler.load.rosters.cells import Wrong, date_cell, minutes_cell, moment_cell, one_of
from scheduler.load.rosters.held import read_held
from scheduler.load.rosters.made import read_summary
from scheduler.load.rosters.written import edited_files, recover, written_files
from scheduler.load.sheets.sheet import Row, read_sheet
from scheduler.operation import Operation, Worked
from scheduler.roster import Activity, Duty, Pause, Roster

ROSTER = ("agent", "date", "shift", "start", "end", "site", "paid_minutes")
ACTIVITIES = ("agent", "start", "end", "activity")
BREAK = "break:"


@dataclass(frozen=True)
class LoadedRoster:
    """A roster as its files say, with the horizon that it is for."""

    roster: Roster
    horizon: Horizon
    summary: dict[str, Any] | None
    """`summary.json` as written, where it stands beside the roster."""
    edited: bool
    """Whether the roster or its activities were changed since the scheduler wrote them."""
    notes: tuple[str, ...]


def read_roster(path: Path, operation: Operation) -> LoadedRoster:
    """Read a report folder, or a roster file and the siblings that stand beside it.

    Raises `InputError` with every complaint of the files, each as `path:line: what is wrong; what would be right`.
    """
    recover(path.parent if path.suffix == ".csv" else path)
    file = path / "roster.csv" if path.is_dir() else path
    if not file.is_file():
        raise InputError(f"{file}: no such roster; name a report folder or a roster file")
    complaints = Complaints()
    duties = _duties(file, operation, complaints)
    beside = file.with_name("activities.csv")
    known = beside.is_file()
    activities = _activities(beside, operation, complaints) if known else []
    held = read_held(file.with_name("duty.csv"), operation, complaints)
    summary = read_summary(file.with_name("summary.json"), complaints)
    complaints.refuse()
    roster = Roster(_with_breaks(operation, duties, activities), tuple(activities), known, held)
    edited = bool({"roster.csv", "activities.csv", "duty.csv"} & set(edited_files(file.parent)))
    notes = [] if known else [f"{file}: no activities.csv beside it, so breaks and activities are not judged"]
    if held is None and "duty.csv" in written_files(file.parent):
        notes.append(f"{file.with_name('duty.csv')}: taken away since it was written, so nobody is named for a duty")
    return LoadedRoster(roster, _horizon(file, operation, duties, summary), summary, edited, tuple(notes))


def read_worked(file: Path, operation: Operation, days: Collection[date]) -> tuple[list[Worked], str]:
    """What a roster file of earlier weeks says was worked on those days, and a word on agents who are known no more.

    Raises `InputError` with every complaint of the file.
    """
    complaints, found, gone = Complaints(), [], set()
    zones = {agent.id: agent.time_zone for agent in operation.agents}
    for row in _rows(file, ROSTER, ("site", "paid_minutes"), complaints):
        if row["agent"] not in zones:
            gone.add(row["agent"])
            continue
        try:
            day = date_cell(row["date"])
            if day in days:
                found.append(Worked(row["agent"], day, row["shift"], *_span(row, zones[row["agent"]])))
        except Wrong as wrong:
            complaints.add(row.place, str(wrong))
    complaints.refuse()
    return found, f"; left out, as agents.csv knows them no more: {', '.join(sorted(gone))}" if gone else ""


def _duties(file: Path, operation: Operation, complaints: Complaints) -> list[Duty]:
    """The shifts of a roster file, by agent and date."""
    found: dict[tuple[str, date], Duty] = {}
    for row in _rows(file, ROSTER, ("site", "paid_minutes"), complaints):
        try:
            duty = _duty(row, operation)
            if (duty.agent, duty.day) in found:
                raise Wrong(f"a second shift of {duty.agent} on {duty.day}; an agent has one a date")
            found[duty.agent, duty.day] = duty
        except Wrong as wrong:
            complaints.add(row.place, str(wrong))
    return [found[key] for key in sorted(found)]


def _rows(file: Path, wanted: tuple[str, ...], optional: tuple[str, ...], complaints: Complaints) -> Iterator[Row]:
    text = Files(file.parent, complaints).text(str(file), file)
    required = [name for name in wanted if name not in optional]
    return read_sheet(str(file), text, required, optional, complaints).rows()


def _duty(row: Row, operation: Operation) -> Duty:
    agent = operation.agent(one_of(row["agent"], "agent", [agent.id for agent in operation.agents]))
    day = date_cell(row["date"])
    shift = one_of(row["shift"], "shift", list(operation.shifts))
    site = one_of(row["site"] or agent.site, "site", list(operation.sites))
    start, end = _span(row, agent.time_zone)
    first = local(start, agent.time_zone).date()
    if first != day:
        raise Wrong(f"the shift starts on {first} in {agent.time_zone}; its date is that day, not {day}")
    minutes = minutes_between(start, end)
    recount = operation.paid_minutes(site, operation.shifts[shift], minutes)
    paid = minutes_cell(row["paid_minutes"]) if row["paid_minutes"] else recount
    return Duty(agent.id, day, shift, start, end, site, paid)


def _span(row: Row, zone_name: str) -> tuple[datetime, datetime]:
    start, end = moment_cell(row["start"], zone_name), moment_cell(row["end"], zone_name)
    if end <= start:
        raise Wrong(f"the end {row['end']} is not after the start {row['start']}")
    return start, end


def _activities(file: Path, operation: Operation, complaints: Complaints) -> list[Activity]:
    """What agents do, by agent and start; stretches of one agent must not overlap."""
    zones = {agent.id: agent.time_zone for agent in operation.agents}
    found: list[tuple[Activity, Place]] = []
    for row in _rows(file, ACTIVITIES, (), complaints):
        try:
            agent = one_of(row["agent"], "agent", list(zones))
            if not row["activity"]:
                raise Wrong("no activity; write queue:NAME, break:NAME, cover:NAME, on_call:NAME or idle")
            found.append((Activity(agent, *_span(row, zones[agent]), row["activity"]), row.place))
        except Wrong as wrong:
            complaints.add(row.place, str(wrong))
    found.sort(key=lambda pair: (pair[0].agent, pair[0].start))
    for (first, _), (second, place) in pairwise(found):
        if first.agent == second.agent and second.start < first.end:
            ends = f"begins before {first.activity} ends"
            complaints.add(place, f"{second.activity} of {second.agent} {ends}; an agent does one thing at a time")
    return [activity for activity, _ in found]


def _with_breaks(operation: Operation, duties: list[Duty], activities: list[Activity]) -> tuple[Duty, ...]:
    """The duties with the breaks that lie within them."""
    by_agent: dict[str, list[Activity]] = defaultdict(list)
    for activity in activities:
        if activity.activity.startswith(BREAK):
            by_agent[activity.agent].append(activity)
    return tuple(_with_its_breaks(operation, duty, by_agent[duty.agent]) for duty in duties)


def _with_its_breaks(operation: Operation, duty: Duty, stretches: list[Activity]) -> Duty:
    shift, minutes = operation.shifts[duty.shift], minutes_between(duty.start, duty.end)
    paid = {pause.name: pause.paid for pause in operation.breaks_of(duty.site, shift, minutes)}
    starts = [row.start for row in stretches]
    first, last = bisect_left(starts, duty.start), bisect_right(starts, duty.end)
    pauses = tuple(
        Pause(row.activity.removeprefix(BREAK), row.start, row.end, paid.get(row.activity.removeprefix(BREAK), True))
        for row in stretches[first:last]
        if row.end <= duty.end
    )
    return replace(duty, pauses=pauses)


def _horizon(file: Path, operation: Operation, duties: list[Duty], summary: dict[str, Any] | None) -> Horizon:
    """The horizon that the summary names, else the whole weeks that hold the roster's dates."""
    if summary and "horizon" in summary:
        return horizon_of(summary, operation.time_zone, file.with_name("summary.json"))
    if not duties:
        raise InputError(f"{file}:1: no shifts and no summary.json beside it, so its week is unknown")
    days = [duty.day for duty in duties]
    first = min(days) - timedelta(days=(min(days).weekday() - operation.week_starts) % 7)
    return Horizon(first, (max(days) - first).days // 7 + 1, operation.time_zone)


def horizon_of(summary: dict[str, Any], zone_name: str, file: Path) -> Horizon:
    """The whole weeks between the two instants of a summary; raises `InputError` where they are none."""
    try:
        start, end = (datetime.fromisoformat(summary["horizon"][key]) for key in ("start", "end"))
        first, after = local(start, zone_name).date(), local(end, zone_name).date()
    except (KeyError, TypeError, ValueError):
        raise InputError(f"{file}:1: its horizon is not two instants such as 2026-12-21T00:00:00-08:00") from None
    if after <= first or (after - first).days % 7:
        raise InputError(f"{file}:1: its horizon {first} to {after} is not whole weeks in {zone_name}")
    return Horizon(first, (after - first).days // 7, zone_name)
