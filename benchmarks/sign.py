"""Would one sign a drawn roster? Needless hours and moves left, and whether the judge of them is right itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.clock import Horizon
from scheduler.judge import check, score
from scheduler.judge.signed import signed
from scheduler.judge.trial.broken import broken, more_broken
from scheduler.judge.trial.own import by_person, together
from scheduler.operation import Operation
from scheduler.requirement import Requirement
from scheduler.roster import Roster

MOST_SEEDS = 12
"""Seeds that the table names in a row; `--json` has all."""


@dataclass(frozen=True)
class Sign:
    """What one roster has too much of."""

    needless_hours: float
    moves: int
    """Moves found that share the work more evenly for nothing; the search for them ends at ten."""
    all_tried: bool
    """Whether every shift was tried, and every move or enough of them."""
    faults: tuple[str, ...]
    """Differences between the full recount and the judge: one line each, beginning with `needless` or `sharing`."""


def sign(operation: Operation, horizon: Horizon, requirement: Requirement, roster: Roster, objective: int) -> Sign:
    """Judge a roster of that objective, and count in full what comes of what the judge would do."""
    found = signed(operation, horizon, requirement, roster)
    people, before, faults = by_person(roster), broken(check(operation, horizon, roster)), list[str]()
    tried = [("needless", found.rest)]
    tried += [("sharing", together(roster, {**people, **move.change})) for move in found.even.moves]
    for judge, after in tried:
        if more_broken(broken(check(operation, horizon, after)), before):
            faults.append(f"{judge}: a limit is broken by what the judge allows")
        points = score(operation, horizon, requirement, after).objective
        if points > objective:
            faults.append(f"{judge}: {points} points come of what the judge allows, {objective} were there")
    ended = found.even.complete or bool(found.even.moves)
    return Sign(found.needless.hours, len(found.even.moves), found.needless.complete and ended, tuple(faults))


def signed_rows(found: Sequence[tuple[int, Sign]]) -> Iterator[tuple[str, str]]:
    """(seed, judgement) of each roster -> how many one would not sign, and their seeds."""
    needless = [(seed, one) for seed, one in found if one.needless_hours]
    uneven = [(seed, one) for seed, one in found if one.moves]
    hours = sum(one.needless_hours for _, one in needless)
    yield "with needless hours", f"{len(needless)} ({hours:,.0f} h)"
    yield "with moves left that even out", str(len(uneven))
    yield "with neither", str(sum(not one.needless_hours and not one.moves for _, one in found))
    yield "not tried to the end", str(sum(not one.all_tried for _, one in found))
    for name, rows in (("seeds with needless hours", needless), ("seeds with moves left", uneven)):
        told = " ".join(str(seed) for seed, _ in rows[:MOST_SEEDS])
        more = f" and {len(rows) - MOST_SEEDS} more" if len(rows) > MOST_SEEDS else ""
        if rows:
            yield name, told + more
