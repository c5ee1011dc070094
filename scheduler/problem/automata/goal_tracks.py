"""Tracks by which goals price lines, each in the row of points of its own goal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from scheduler.goals.terms.along import FIRST_FREE, Along, PricedTrack
from scheduler.goals.terms.spoken import Terms
from scheduler.problem.automata.kinds import Kind, Spoken
from scheduler.problem.automata.rising import rows_of


def goal_tracks(terms: Terms, member: Spoken) -> tuple[PricedTrack, ...]:
    """The tracks that goals have for one agent."""
    rows = rows_of(terms)
    found: list[PricedTrack] = []
    for goal, term in terms.of(Along):
        row = rows.index(goal, FIRST_FREE)  # one of the first rows may have the same goal
        found += [track.in_row(row, len(rows), len(found) + at)
                  for at, track in enumerate(term.tracks(member.agent, member.past))]  # fmt: skip
    return tuple(found)


def told_apart(kinds: Iterable[Kind], terms: Terms) -> list[Kind]:
    """The kinds, split where goals have different tracks for their members."""
    if not terms.of(Along):
        return list(kinds)
    found: list[Kind] = []
    for kind in kinds:
        parts: list[tuple[Sequence[PricedTrack], list[Spoken]]] = []
        for member in kind.members:
            own = goal_tracks(terms, member)
            part = next((members for tracks, members in parts if _same(own, tracks)), None)
            if part is None:
                parts.append((own, [member]))
            else:
                part.append(member)
        found += [replace(kind, members=members) for _, members in parts]
    return found


def _same(some: Sequence[PricedTrack], others: Sequence[PricedTrack]) -> bool:
    return len(some) == len(others) and all(one.same_as(other) for one, other in zip(some, others, strict=True))
