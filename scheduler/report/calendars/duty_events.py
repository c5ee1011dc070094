"""The places of duties as events of calendars: a holder's own, and those of a duty's own calendar."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from scheduler.clock import Horizon, local
from scheduler.operation import Operation
from scheduler.report.calendars.told import Told, identity, titled
from scheduler.report.duty_words import Ranks, duty_title, kind_words, rank, ranks
from scheduler.roster import HANDOVER, Duty, Held, Roster

Shifts = Mapping[str, list[Duty]]
"""Agent -> shifts."""
OPEN = "NOBODY"


def duty_names(operation: Operation) -> list[str]:
    """The duties of cover.toml, each once."""
    return list(dict.fromkeys(cover.name for cover in operation.cover))


def by_holder(roster: Roster) -> dict[str, list[Held]]:
    """Agent (empty: nobody) -> rows of duty.csv."""
    found: dict[str, list[Held]] = defaultdict(list)
    for row in roster.held or ():
        found[row.agent].append(row)
    return found


def own_duties(operation: Operation, horizon: Horizon, rows: list[Held], shifts: Shifts) -> dict[str, Told]:
    """Identity -> event of each place that one agent holds, and of each hand-over to that agent."""
    return _events(operation, horizon, rows, shifts, "")


def places(operation: Operation, horizon: Horizon, roster: Roster, shifts: Shifts, duty: str) -> dict[str, Told]:
    """Identity -> event of each place of a duty, its holder in the title; open ones say so with their reason."""
    return _events(operation, horizon, (row for row in roster.held or () if row.cover == duty), shifts, duty)


def _events(
    operation: Operation, horizon: Horizon, rows: Iterable[Held], shifts: Shifts, calendar: str
) -> dict[str, Told]:
    """Places are known by holder, date, duty and tier, and by their number where one date has several.

    The date is that of the planning zone, which cuts the horizon: a later export of the week replaces all of them.
    Hand-overs are numbered apart, so that one more or less leaves the places as they were told.
    """
    found, seen, order = dict[str, Told](), Counter[tuple[str, ...]](), ranks(operation)
    for row in sorted(rows, key=lambda row: _place(order, row)):
        day = local(row.start, horizon.time_zone).date().isoformat()
        what = "hand-over" if row.kind == HANDOVER else "duty"
        key = (row.agent, day, what, row.cover, row.tier)
        seen[key] += 1
        where = {"duty": "duty's calendar"}.get(what, f"{what} in the duty's calendar") if calendar else what
        kind = "\n".join((where, row.cover, row.tier, str(seen[key])))
        told = _event(operation, row, shifts.get(row.agent, []), day, calendar)
        found[identity(operation, row.agent, day, kind)] = told
    return found


def _place(order: Ranks, row: Held) -> tuple[object, ...]:
    return row.start, row.end, rank(order, row), row.agent


def _event(operation: Operation, row: Held, shifts: list[Duty], day: str, calendar: str) -> Told:
    zone_name = operation.time_zone if calendar else operation.agent(row.agent).time_zone
    who = (operation.agent(row.agent).name or row.agent) if row.agent else OPEN
    return Told(
        agent=row.agent,
        day=day,
        start=row.start.isoformat(),
        end=row.end.isoformat(),
        title=titled(operation, f"{duty_title(row)}: {who}" if calendar else duty_title(row)),
        text=kind_words(row, shifts, zone_name) if row.agent else row.reason,
        site="",
        scenario=operation.scenario,
        duty=True,
        calendar=calendar,
    )
