"""Turns on duty of an agent: what is held without a break, however many windows of the duty it spans, day by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from scheduler.clock import local
from scheduler.operation import Agent, Operation
from scheduler.report.calendars.duty_events import by_holder
from scheduler.report.duty_words import Ranks, duty_title, kind_words, rank, ranks
from scheduler.roster import Duty, Held, Roster


def turns_of(operation: Operation, roster: Roster) -> dict[str, list[Held]]:
    """Agent -> turns by start, then in the order of cover.toml; rows of one duty and tier that touch are one turn.

    Hand-overs are turns of their own.
    """
    order = ranks(operation)
    return {agent: _joined(order, rows) for agent, rows in by_holder(roster).items() if agent}


def _joined(order: Ranks, rows: Iterable[Held]) -> list[Held]:
    found, last = list[Held](), dict[tuple[str, str, str], int]()
    for row in sorted(rows, key=lambda row: (row.start, rank(order, row))):
        place = last.get((row.cover, row.tier, row.kind))
        if place is not None and row.start <= found[place].end:
            found[place] = replace(found[place], end=max(found[place].end, row.end))
        else:
            last[row.cover, row.tier, row.kind] = len(found)
            found.append(row)
    return found


def by_day(agent: Agent, worked: Mapping[date, Duty], turns: Iterable[Held]) -> dict[date, list[Held]]:
    """The agent's date -> turns: the date of the shift in which a turn begins, else the local date of its start."""
    found: dict[date, list[Held]] = defaultdict(list)
    for turn in turns:
        during = (day for day, duty in worked.items() if duty.start <= turn.start < duty.end)
        found[next(during, local(turn.start, agent.time_zone).date())].append(turn)
    return found


def turn_text(turn: Held, shifts: Iterable[Duty], zone_name: str) -> str:
    """`22:00-06:00 Safety duty (primary), on call` on the clocks of a zone; a duty on shift has no such word.

    `shifts` are those of the agent, who holds standby on in them.
    """
    start, end = local(turn.start, zone_name), local(turn.end, zone_name)
    on_call = f", {kind_words(turn, shifts, zone_name)}" if turn.kind == "on_call" else ""
    return f"{start:%H:%M}-{end:%H:%M} {duty_title(turn)}{on_call}"
