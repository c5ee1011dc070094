"""The automata of all kinds of agents; what several kinds have in common is multiplied once."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from scheduler.clock import Horizon
from scheduler.operation import Operation
from scheduler.problem.automata.automaton import Stopped, TooLarge, compile_lines
from scheduler.problem.automata.kinds import Compiled, Kind, compile_kind, histories_of, off_of, tracks_of
from scheduler.problem.grid.letters import days_of
from scheduler.rules.track import Track

COMMON = 0.6
"""Share of the groups that must have a track for it to be multiplied beforehand: rarer ones would split the rest."""


@dataclass
class Group:
    """Kinds with the same letters of work and the same limits."""

    tracks: list[Track]
    kinds: list[Kind]
    common: frozenset[int] = frozenset()
    """Numbers of its tracks that other groups have as well."""


def compile_kinds(
    operation: Operation,
    horizon: Horizon,
    kinds: Iterable[Kind],
    most: float = math.inf,
    go_on: Callable[[], bool] = lambda: True,
) -> list[Compiled]:
    """The automata of all kinds; kinds that would have the same share it.

    Raises `TooLarge` beyond `most` arcs, and `Stopped` where `go_on` says so.
    """
    alike: dict[object, list[Group]] = defaultdict(list)
    for kind in kinds:
        groups, tracks = alike[kind.alphabet.work], tracks_of(operation, horizon, kind)
        found = next((group for group in groups if _same(tracks, group.tracks)), None)
        if found is None:
            groups.append(Group(tracks, [kind]))
        else:
            found.kinds.append(kind)
    compiled = []
    for groups in alike.values():
        known = _number_common(groups)
        bases: dict[frozenset[int], Compiled | None] = {}
        for group in groups:
            if not go_on():
                raise Stopped
            if group.common not in bases:
                bases[group.common] = _base(operation, horizon, groups, group.common, known, most)
            compiled.append(compile_kind(operation, horizon, *group.kinds, most=most, base=bases[group.common]))
            most -= compiled[-1].automaton.arcs
            if most < 0:
                raise TooLarge
    return compiled


def _same(left: Sequence[Track], right: Sequence[Track]) -> bool:
    return len(left) == len(right) and all(a.same_as(b) for a, b in zip(left, right, strict=True))


def _number_common(groups: Sequence[Group]) -> list[Track]:
    """Say of each group which of its tracks others have as well: numbers in the list of all distinct tracks."""
    known: list[Track] = []
    numbers = [frozenset(_number(known, track) for track in group.tracks) for group in groups]
    uses = Counter(number for own in numbers for number in own)
    for group, own in zip(groups, numbers, strict=True):
        group.common = frozenset(number for number in own if uses[number] > max(1, COMMON * len(groups)))
    return known


def _number(known: list[Track], track: Track) -> int:
    found = next((number for number, other in enumerate(known) if track.same_as(other)), None)
    if found is None:
        known.append(track)
    return len(known) - 1 if found is None else found


def _base(
    operation: Operation,
    horizon: Horizon,
    groups: Sequence[Group],
    common: frozenset[int],
    known: Sequence[Track],
    most: float,
) -> Compiled | None:
    """The automaton from which the groups with these tracks in common start; None if there is one group only."""
    kinds = [kind for group in groups if group.common == common for kind in group.kinds]
    if not common or sum(group.common == common for group in groups) < 2:
        return None
    tracks = [known[number] for number in sorted(common)]
    off, histories = off_of(kinds, horizon), histories_of(kinds)
    letters = [(*work, *rest) for work, rest in zip(kinds[0].alphabet.work, off, strict=True)]
    automaton = compile_lines(tracks, days_of(operation, horizon), letters, histories, most)
    entries = {history: index for index, history in enumerate(histories)}
    return Compiled(tuple(kinds), automaton, off, entries, tuple(tracks))
