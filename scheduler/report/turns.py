"""Turns on duty of an agent: what is held without a break, however many windows of the duty it spans, day by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from scheduler.clock import local
from scheduler.operation import Agent
from scheduler.report.duty_events import by_holder, duty_title
from scheduler.roster import Duty, Held, Roster


def turns_of(roster: Roster) -> dict[str, list[Held]]:
    """Agent -> turns by start; rows of one duty and tier that touch are one turn."""
    return {agent: _joined(rows) for agent, rows in by_holder(roster).items() if agent}


def _joined(rows: Iterable[Held]) -> list[Held]:
    found, last = list[Held](), dict[tuple[str, str], int]()
    for row in sorted(rows, key=lambda row: (row.start, row.cover, row.tier)):
        place = last.get((row.cover, row.tier))
        if place is not None and row.start <= found[place].end:
            found[place] = replace(found[place], end=max(found[place].end, row.end))
        else:
            last[row.cover, row.tier] = len(found)
            found.append(row)
    return found


def by_day(agent: Agent, worked: Mapping[date, Duty], turns: Iterable[Held]) -> dict[date, list[Held]]:
    """The agent's date -> turns: the date of the shift in which a turn begins, else the local date of its start."""
    found: dict[date, list[Held]] = defaultdict(list)
    for turn in turns:
        during = (day for day, duty in worked.items() if duty.start <= turn.start < duty.end)
        found[next(during, local(turn.start, agent.time_zone).date())].append(turn)
    return found


def turn_text(turn: Held, zone_name: str) -> str:
    """`22:00-06:00 Safety duty (primary), on call` on the clocks of a zone; a duty on shift has no such word."""
    start, end = local(turn.start, zone_name), local(turn.end, zone_name)
    on_call = ", on call" if turn.kind == "on_call" else ""
    return f"{start:%H:%M}-{end:%H:%M} {duty_title(turn)}{on_call}"
