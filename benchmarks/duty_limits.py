"""The limits of a duty counted again from who is named: what `check` does not judge shares nothing with this."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import combinations

from scheduler.clock import Horizon
from scheduler.operation import Cover, Operation
from scheduler.operation.duty_blocks import blocks_of
from scheduler.roster import Held, Roster

HOUR = timedelta(hours=1)
EVER = datetime.min.replace(tzinfo=UTC)
Worked = tuple[datetime, datetime]
"""Start and end of a shift."""


def broken_duty_limits(operation: Operation, horizon: Horizon, roster: Roster) -> list[str]:
    """One line for each limit on holders that duty.csv breaks."""
    rows = [row for row in roster.held or () if row.agent and row.kind != "handover"]
    by_cover: dict[str, dict[str, list[Held]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        by_cover[row.cover][row.agent].append(row)
    found = [*_apart(operation, rows)]
    for cover in operation.cover:
        for agent, own in sorted(by_cover[cover.name].items()):
            label = f"{agent} of {cover.name}: "
            judges = (
                _in_a_row(operation, horizon, cover, own),
                _often(cover, horizon, operation, own),
                _rested(cover, own, worked(operation, roster, agent)),
                _long(cover, own, worked(operation, roster, agent)),
            )
            found += [label + told for judge in judges for told in judge]
    return found


def _touched(horizon: Horizon, spans: Iterable[tuple[int, int]], own: list[Held]) -> list[int]:
    """The numbers of the spans in which the rows hold something."""
    held = [(horizon.minute(row.start), horizon.minute(row.end)) for row in own]
    return [
        number for number, (start, end) in enumerate(spans) if any(start < last and first < end for first, last in held)
    ]


def _in_a_row(operation: Operation, horizon: Horizon, cover: Cover, own: list[Held]) -> Iterator[str]:
    """Windows, or blocks, held one after another."""
    spans = [(block.start, block.end) for block in blocks_of(operation, horizon, cover)]
    run, before = 0, -2
    for number in _touched(horizon, spans, own):
        run = run + 1 if number == before + 1 else 1
        before = number
        if cover.max_in_a_row is not None and run == cover.max_in_a_row + 1:
            yield f"more than {cover.max_in_a_row} in a row"


def _often(cover: Cover, horizon: Horizon, operation: Operation, own: list[Held]) -> Iterator[str]:
    """Windows in any so many days in a row."""
    if cover.max_windows is None:
        return
    windows = [window for block in blocks_of(operation, horizon, cover) for window in block.windows]
    days = [windows[number].day for number in _touched(horizon, [(one.start, one.end) for one in windows], own)]
    for first in sorted({*days}):
        many = sum(first <= day < first + timedelta(days=cover.max_windows.days) for day in days)
        if many > cover.max_windows.windows:
            yield f"{many} windows in {cover.max_windows.days} days from {first}"


def _rested(cover: Cover, own: list[Held], shifts: list[Worked]) -> Iterator[str]:
    """Hours from the end of standby, or of the shift that goes over it, to the next shift."""
    rest = cover.rest_after_hours * HOUR
    for row in own if rest else ():
        if row.kind != "on_call" or any(one.start == row.end for one in own):
            continue
        for begins, _ in shifts:
            if row.end <= begins < row.end + rest and not any(start < row.end <= end for start, end in shifts):
                yield f"a shift begins at {begins}, {cover.rest_after_hours:g} h rest are due from {row.end}"


def _long(cover: Cover, own: list[Held], shifts: list[Worked]) -> Iterator[str]:
    """Standby in one piece."""
    for tier in cover.parts:
        begun = until = EVER
        rows = sorted((row for row in own if row.tier == tier.name and tier.on_call), key=lambda row: row.start)
        for start, end in (piece for row in rows for piece in outside(row, shifts)):
            begun = begun if start == until else start
            until = end
            if tier.longest is not None and until - begun > tier.longest * HOUR:
                yield f"{(until - begun) / HOUR:g} h of standby from {begun}, {tier.longest:g} are the most"


def worked(operation: Operation, roster: Roster, agent: str) -> list[Worked]:
    """The agent's shifts in order, those of history included."""
    before = [(row.start, row.end) for row in operation.history if row.agent == agent]
    return sorted([*before, *((duty.start, duty.end) for duty in roster.duties if duty.agent == agent)])


def outside(row: Held, shifts: Iterable[Worked]) -> Iterator[Worked]:
    """The parts of a row in which its agent is not at work; shifts in order."""
    start = row.start
    for begins, ends in shifts:
        if start < ends and begins < row.end:
            if start < begins:
                yield start, begins
            start = ends
    if start < row.end:
        yield start, row.end


def _apart(operation: Operation, rows: list[Held]) -> Iterator[str]:
    """Two duties that one agent may not hold at once."""
    apart = {frozenset((cover.name, other)) for cover in operation.cover for other in cover.apart_from}
    by_agent: dict[str, list[Held]] = defaultdict(list)
    for row in rows:
        by_agent[row.agent].append(row)
    for agent, own in sorted(by_agent.items()):
        for one, other in combinations(own, 2):
            at_once = one.start < other.end and other.start < one.end
            if at_once and frozenset((one.cover, other.cover)) in apart:
                yield f"{agent} holds {one.cover} and {other.cover} at once from {max(one.start, other.start)}"
