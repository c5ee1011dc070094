"""How near to one another an agent holds windows; a pinned place takes no part in these limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from scheduler.clock import Horizon
from scheduler.judge.duty.calendar import Calendar, Piece
from scheduler.judge.duty.told import fault
from scheduler.rules.rule import Finding


def in_a_row(horizon: Horizon, agent: str, calendar: Calendar, pieces: Sequence[Piece]) -> Iterator[Finding]:
    """`max_in_a_row`: windows, or blocks, held one after the other; a pinned one does not count and ends no run."""
    most = calendar.cover.max_in_a_row
    if most is None:
        return
    pinned = {piece.unit for piece in pieces if piece.pinned}
    for run in _runs(sorted({piece.unit for piece in pieces})):
        counted = [unit for unit in run if unit not in pinned]
        beyond = [(piece.start, piece.end) for piece in pieces if piece.unit in counted[most:] and piece.end > 0]
        if beyond:
            what = "windows" if calendar.cover.block == "any" else "blocks"
            days = f"from {calendar.when(run[0])} to {calendar.when(run[-1])}"
            text = f"{agent} holds {len(counted)} {what} of {calendar.cover.name} in a row, {days}; the most is {most}"
            yield fault(horizon, agent, min(beyond), text)


def _runs(units: Sequence[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for unit in units:
        if run and unit != run[-1] + 1:
            yield run
            run = []
        run.append(unit)
    if run:
        yield run


def rolling(horizon: Horizon, agent: str, calendar: Calendar, pieces: Sequence[Piece]) -> Iterator[Finding]:
    """`max_windows`: windows in any so many days in a row, by the dates on which they start; one finding a window."""
    limit = calendar.cover.max_windows
    if limit is None:
        return
    pinned = {piece.day for piece in pieces if piece.pinned}
    ends: dict[object, tuple[int, int]] = {}
    for piece in pieces:
        ends[piece.day] = piece.start, piece.end
    days = sorted({piece.day for piece in pieces} - pinned)
    for day in days:
        first = day - timedelta(days=limit.days - 1)
        number = sum(first <= one <= day for one in days)
        if number > limit.windows and ends[day][1] > 0:
            told = f"{agent} holds {number} windows of {calendar.cover.name} in the {limit.days} days to {day}"
            yield fault(horizon, agent, ends[day], f"{told}; the most is {limit.windows}")


def turns(horizon: Horizon, agent: str, calendar: Calendar, pieces: Sequence[Piece]) -> Iterator[Finding]:
    """`primary_after_backup = false`: the first tier right after another tier, in the next window or block."""
    if calendar.cover.primary_after_backup:
        return
    free = [piece for piece in pieces if not piece.pinned]
    backup = {piece.unit: piece for piece in free if piece.tier.rank > 0}
    seen: set[int] = set()
    for piece in free:
        before = backup.get(piece.unit - 1)
        if piece.tier.rank == 0 and before is not None and piece.end > 0 and piece.unit not in seen:
            seen.add(piece.unit)
            first, second = calendar.when(before.unit), calendar.when(piece.unit)
            told = f"{agent} holds {piece.tier.label} of {second} right after {before.tier.label} of {first}"
            yield fault(horizon, agent, (piece.start, piece.end), f"{told}; primary_after_backup is false")


def beside(
    horizon: Horizon, agent: str, apart: Mapping[str, set[str]], pieces: Mapping[str, Sequence[Piece]]
) -> Iterator[Finding]:
    """`not_beside`: windows of duties that lie on dates next to each other, each in its duty's zone."""
    seen: set[frozenset[tuple[str, object]]] = set()
    for name, own in pieces.items():
        for other in sorted(apart[name] & pieces.keys()):
            near = {piece.day: piece for piece in pieces[other] if not piece.pinned}
            for piece in own:
                for step in (-1, 1):
                    found = near.get(piece.day + timedelta(days=step))
                    if found is None or piece.pinned or max(piece.end, found.end) <= 0:
                        continue
                    key = frozenset(((name, piece.day), (other, found.day)))
                    if key not in seen:
                        seen.add(key)
                        yield _near(horizon, agent, piece, found)


def _near(horizon: Horizon, agent: str, piece: Piece, found: Piece) -> Finding:
    where = "before" if found.day < piece.day else "after"
    told = f"{agent} holds {piece.tier.label} of {piece.day} and {found.tier.label} of {found.day}, the day {where}"
    later = max(piece, found, key=lambda one: one.start)
    return fault(horizon, agent, (later.start, later.end), f"{told}; not_beside forbids it")
