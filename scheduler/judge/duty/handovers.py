"""Changes of a holder inside a window: where both are there together, where they are not, and wrong rows of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.clock import Horizon
from scheduler.judge.duty.due import Due, Row
from scheduler.judge.duty.told import clocks, fault, unable
from scheduler.judge.spans import Span, outside
from scheduler.operation import Operation
from scheduler.operation.duty_hours import duty_windows
from scheduler.rules.rule import Finding


@dataclass(frozen=True)
class Change:
    """One minute inside a window at which places of a tier go from agents to others."""

    minute: int
    opens: int
    """Minute from which on the next holders are to be there."""
    before: frozenset[str]
    """Agents who hold a place until the change, and none after it."""
    after: frozenset[str]
    """Agents who hold a place from the change on, and none before it."""

    @property
    def overlaps(self) -> int:
        """How many hand-overs belong to it: a place that was open before has nobody to hand it over."""
        return min(len(self.before), len(self.after))


def changes(operation: Operation, horizon: Horizon, due: Due) -> Iterator[Change]:
    """The changes of a tier's holders inside its windows, in order; windows that adjoin are not one."""
    minutes = sorted({row.start for row in due.rows if row.agent})
    for _, first, last in duty_windows(operation, horizon, due.tier.cover):
        for minute in minutes:
            if first < minute < last:
                before = {row.agent for row in due.rows if row.agent and row.start < minute <= row.end}
                after = {row.agent for row in due.rows if row.agent and row.start <= minute < row.end}
                opens = max(first, minute - due.tier.cover.handover_minutes)
                change = Change(minute, opens, frozenset(before - after), frozenset(after - before))
                if change.overlaps:
                    yield change


def missing_overlaps(operation: Operation, horizon: Horizon, due: Due) -> int:
    """Changes inside windows at which the next holder is not there beside the last one for the time asked."""
    if not due.tier.cover.handover_minutes:
        return 0
    missing = 0
    for change in changes(operation, horizon, due):
        here = {row.agent for row in due.handovers if _belongs(row, change) and not any(_absent(due, row))}
        missing += max(0, change.overlaps - len(here))
    return missing


def handover_findings(operation: Operation, horizon: Horizon, due: Due) -> Iterator[Finding]:
    """Rows of hand-over that are wrong: no place changes hands then, or the agent is not able or not there."""
    if not due.handovers:
        return
    known = list(changes(operation, horizon, due)) if due.tier.cover.handover_minutes else []
    seen: set[tuple[int, int, str]] = set()
    for row in due.handovers:
        span = row.start, row.end
        who = f"{row.agent or 'nobody'} takes over {due.tier.label} {clocks(horizon, *span)}"
        if (*span, row.agent) in seen:
            yield fault(horizon, row.agent, span, f"{who} in two rows")
        elif not any(_belongs(row, change) for change in known):
            minutes = due.tier.cover.handover_minutes
            text = f"{who}, but no place goes to that agent {minutes} minutes after that start"
            if not minutes:
                text = f"{who}, but the duty has no handover_minutes"
            yield fault(horizon, row.agent, span, text)
        elif row.agent not in due.able.people:
            yield fault(horizon, row.agent, span, f"{who} but {unable(due.tier)}")
        else:
            for start, end in _absent(due, row):
                told = f"{who} but is not {due.there} {clocks(horizon, start, end)}"
                yield fault(horizon, row.agent, (start, end), told)
        seen.add((*span, row.agent))


def _belongs(row: Row, change: Change) -> bool:
    return (row.start, row.end) == (change.opens, change.minute) and row.agent in change.after


def _absent(due: Due, row: Row) -> Iterator[Span]:
    return outside((row.start, row.end), due.able.spans.get(row.agent, []))
