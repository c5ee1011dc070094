"""What `scheduler cover --at` prints: who holds each place of each duty at an instant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from scheduler.cli import options
from scheduler.errors import InputError

if TYPE_CHECKING:
    from datetime import datetime

    from scheduler.cli.opened import OpenedRoster
    from scheduler.judge.duty import Holder
    from scheduler.rules import Finding


def print_holders(opened: OpenedRoster, instant: str, findings: tuple[Finding, ...], as_json: bool) -> None:
    """Print them; raises `InputError` where the instant is none, or none of the horizon."""
    from scheduler.judge.duty import holders_at

    moment = moment_of(opened, instant)
    holders = holders_at(opened.operation, opened.horizon, opened.roster, moment)
    notes = (*opened.notes, *_notes(opened, findings))
    if as_json:
        options.print_json({**answer(opened, moment, holders), "notes": list(notes)})
        return
    options.print_notes(notes)
    options.print_lines(lines(opened, moment, holders))


def moment_of(opened: OpenedRoster, text: str) -> datetime:
    """The instant in UTC; without an offset it is on the planning zone's clocks."""
    from scheduler.load.rosters.cells import Wrong, moment_cell
    from scheduler.report.text import instant_text

    horizon = opened.horizon
    try:
        moment = moment_cell(text, horizon.time_zone)
    except Wrong as wrong:
        raise InputError([f"--at: {wrong}"]) from None
    if not horizon.start <= moment < horizon.end:
        first, last = (instant_text(end, horizon.time_zone) for end in (horizon.start, horizon.end))
        raise InputError([f"--at: {text} is outside the roster's horizon; write one from {first} to before {last}"])
    return moment


def _notes(opened: OpenedRoster, findings: tuple[Finding, ...]) -> Iterator[str]:
    if opened.roster.held is None and opened.operation.cover:
        yield "there is no duty.csv, so nobody is named; told is who may hold each duty and is at work"
    if findings:
        yield f"duty.csv is wrong in places ({len(findings)}); without `--at` they are listed"


def lines(opened: OpenedRoster, moment: datetime, holders: tuple[Holder, ...]) -> Iterator[str]:
    """The instant, then for each place its duty and, beneath it, who holds it and who is next."""
    from scheduler.clock import local

    offset = f"{local(moment, opened.horizon.time_zone):%z}"  # an hour that comes twice has two
    yield f"{_clock(opened, moment)} {offset[:3]}:{offset[3:]} ({opened.horizon.time_zone})"
    if not holders:
        yield "no duty is asked for in cover.toml"
    for one in holders:
        yield f"{one.cover}/{one.tier}" if one.tier else one.cover
        yield f"  {_now(opened, one)}"
        if one.able is None:
            yield f"  next: {_next(opened, one)}"


def _now(opened: OpenedRoster, one: Holder) -> str:
    if one.able is not None:
        return f"{one.there}: {', '.join(one.able) or 'nobody'}" if one.due else "not due"
    if one.since is None or one.until is None:
        return "no row of duty.csv" if one.due else "not due"
    times = f"since {_clock(opened, one.since)}, until {_clock(opened, one.until)}"
    return f"{_named(opened, one.agent) if one.agent else 'open'} {times}" + (f": {one.reason}" if one.reason else "")


def _next(opened: OpenedRoster, one: Holder) -> str:
    if one.next and one.next_from:
        return f"{_named(opened, one.next)} from {_clock(opened, one.next_from)}"
    return f"nobody before the roster ends, {_clock(opened, opened.horizon.end)}"


def _named(opened: OpenedRoster, agent: str) -> str:
    """`A001 Sam Fischer`; the id alone where that is the name, or agents.csv has no such agent."""
    names = {one.id: one.name for one in opened.operation.agents}
    return f"{agent} {names[agent]}" if names.get(agent, agent) != agent else agent


def _clock(opened: OpenedRoster, moment: datetime) -> str:
    from scheduler.clock import local

    return f"{local(moment, opened.horizon.time_zone):%a %Y-%m-%d %H:%M}"


def answer(opened: OpenedRoster, moment: datetime, holders: tuple[Holder, ...]) -> dict[str, Any]:
    """What `--json` prints: times of the planning zone."""
    from scheduler.report.text import instant_text

    def text(at: datetime | None) -> str | None:
        return None if at is None else instant_text(at, opened.horizon.time_zone)

    duties = [
        {
            "cover": one.cover,
            "tier": one.tier,
            "agent": one.agent,
            "since": text(one.since),
            "until": text(one.until),
            "next": one.next,
            "next_from": text(one.next_from),
            "due": one.due,
            "reason": one.reason,
            **({} if one.able is None else {"able": list(one.able)}),
        }
        for one in holders
    ]
    return {"at": text(moment), "duties": duties}
