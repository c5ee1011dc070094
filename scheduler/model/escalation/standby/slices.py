"""Time cut wherever a standby duty begins or ends, or an agent who may hold one becomes free or taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from scheduler.clock import Horizon
from scheduler.model.escalation.standby.holders import Holders
from scheduler.model.escalation.standby.relay import Stretch
from scheduler.operation import Operation
from scheduler.operation.duty_hours import duty_intervals, merged
from scheduler.problem.needs.away import Span


@dataclass(frozen=True)
class Slice:
    """A span of minutes in which nothing changes."""

    start: int
    end: int
    due: tuple[int, ...]
    """Standby duties, by place: one entry for each agent wanted."""
    free: Mapping[int, frozenset[str]]
    """[standby duty] who may hold it then."""
    unloved: frozenset[str]
    """Who wishes to be off."""

    @property
    def minutes(self) -> int:
        return self.end - self.start

    def most_held(self, holders: Mapping[int, Iterable[str]]) -> int:
        """How many of the due places can be held at once by `holders` [standby duty]: a greatest matching."""
        taken: dict[str, int] = {}
        return sum(self._found(place, holders, taken, set()) for place in range(len(self.due)))

    def _found(self, place: int, holders: Mapping[int, Iterable[str]], taken: dict[str, int], seen: set[str]) -> bool:
        """Whether an agent can be had for one more place, others changing places where need be (Kuhn 1955)."""
        for name in sorted(holders[self.due[place]]):
            if name not in seen:
                seen.add(name)
                if name not in taken or self._found(taken[name], holders, taken, seen):
                    taken[name] = place
                    return True
        return False


class Windows:
    """The spans in which each standby duty is due."""

    def __init__(self, operation: Operation, horizon: Horizon, holders: Holders) -> None:
        self.holders = holders
        self.due = [duty_intervals(operation, horizon, tier.cover) for tier in holders.duties]
        """[standby duty] spans, in order and apart."""

    def runs_open(self, plan: Mapping[str, list[Stretch]]) -> Iterator[Span]:
        """The spans in which some duty is due all the time and not every place is held by the plan."""
        rows = [(start, end) for own in plan.values() for _, start, end in own]
        for run in merged([span for spans in self.due for span in spans]):
            both = zip(self.holders.duties, self.due, strict=True)
            wanted = sum(tier.agents * _minutes(spans, run) for tier, spans in both)
            if _minutes(rows, run) < wanted:
                yield run

    def slices(self, run: Span) -> Iterator[Slice]:
        """The slices of a run, in order."""
        everything = (*self.due, *self.holders.busy.values(), *self.holders.unloved.values())
        low, high = run
        edges = {edge for spans in everything for span in spans for edge in span if low < edge < high}
        for start, end in pairwise(sorted({low, *edges, high})):
            due = [place for place, spans in enumerate(self.due) if _holds(spans, start)]
            yield Slice(
                start,
                end,
                tuple(place for place in due for _ in range(self.holders.duties[place].agents)),
                {place: frozenset(self._free(place, start)) for place in due},
                frozenset(name for name, spans in self.holders.unloved.items() if _holds(spans, start)),
            )

    def _free(self, place: int, minute: int) -> Iterator[str]:
        return (name for name in self.holders.able[place] if not _holds(self.holders.busy[name], minute))


def held(one: Slice, plan: Mapping[str, list[Stretch]]) -> dict[str, int]:
    """Who holds which duty in a slice by a plan."""
    rows = ((name, row) for name, own in plan.items() for row in own)
    return {name: place for name, (place, start, end) in rows if start <= one.start < end}


def _minutes(spans: Iterable[Span], run: Span) -> int:
    return sum(max(0, min(end, run[1]) - max(start, run[0])) for start, end in spans)


def _holds(spans: Iterable[Span], minute: int) -> bool:
    return any(start <= minute < end for start, end in spans)
