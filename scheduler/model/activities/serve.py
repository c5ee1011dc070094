"""What each agent does in a shift outside breaks: the flow shares out an interval, then minutes are put in order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import NamedTuple

import numpy as np

from scheduler.count.presence import without
from scheduler.model.activities.assign import Assigner
from scheduler.model.activities.calls import Calls
from scheduler.model.activities.holding import Holding, wanted_by_minute
from scheduler.model.activities.least_missing import least_missing
from scheduler.model.lines.rests import Rests
from scheduler.operation import FloatArray, Operation
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.needs.lost import lost_minutes
from scheduler.roster import Duty

Span = tuple[int, int, str]
"""(start, end, activity), in minutes from the horizon's start."""

Free = Mapping[int, Mapping[int, list[tuple[int, int]]]]
"""[interval][agent] spans outside breaks and other holes, in minutes from the horizon's start."""


class Share(NamedTuple):
    """What one agent may serve in the free time of an interval."""

    rows: list[int]
    """Rows that may be served at any time."""
    kept: dict[int, list[tuple[int, int]]]
    """Row -> the only spans in which it may be served, in minutes from the horizon's start."""


Shares = Mapping[int, Mapping[int, Share]]
"""[interval][agent] a share; an agent without one serves every row that it can."""
NO_SHARES: Shares = {}
PARTS = 1200
"""Parts of a minute in the second flow, which shows what the rounding to whole minutes costs."""


def row_names(operation: Operation, problem: Problem) -> list[str]:
    """The activity of each row of the demand: queues, then exclusive cover where anything asks for cover."""
    names = [f"queue:{queue}" for queue in problem.queues]
    asked = operation.tiers if problem.demand.exclusive else ()
    return names + [tier.activity for tier in asked if tier.exclusive]


def breaks_of(problem: Problem, duty: Duty) -> list[Span]:
    """The breaks of a shift."""
    minute = problem.grid.horizon.minute
    return [(minute(one.start), minute(one.end), f"break:{one.name}") for one in duty.pauses]


class Served:
    """What agents do in their shifts outside breaks, one interval after the other."""

    def __init__(
        self, operation: Operation, problem: Problem, plan: FloatArray | None = None, rounds: bool = True
    ) -> None:
        """`plan` [place, interval] agent-ticks says when deferred work is meant to be done.

        `rounds` fills `rounded`; it takes a second flow in `PARTS` of a minute.
        """
        self.operation, self.problem, self.plan, self.rounds = operation, problem, plan, rounds
        self.horizon, self.size = problem.grid.horizon, operation.interval_minutes
        self.number = {agent.id: index for index, agent in enumerate(operation.agents)}
        self.names = row_names(operation, problem)
        self.row = {name: row for row, name in enumerate(self.names)}
        self.wanted = wanted_by_minute(operation, problem)
        """Row of an exclusive duty -> [minute] people."""
        self.done = np.zeros((len(problem.demand.deferred), problem.grid.intervals))
        """[place, interval] agent-ticks of deferred work by the last call of `spans`: its plan, or what was done."""
        self.rounded = np.zeros(problem.demand.activities)
        """[row] minutes missing only because agents change rows after whole minutes."""
        self.carried = np.zeros((len(self.names), problem.grid.intervals))
        """[row, interval] minutes worked by people of shifts begun before the horizon, by the last call of `spans`."""

    def spans(
        self,
        duties: Collection[Duty],
        holes: Mapping[Duty, list[Span]],
        taken: FloatArray | None = None,
        shares: Shares = NO_SHARES,
    ) -> dict[str, list[Span]]:
        """Agent -> spans of queues, cover and idle time outside the `holes`, which are sorted.

        `taken` [row, interval] are minutes already worked in the holes; `shares` limit who may serve what when.
        """
        free: dict[int, dict[int, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
        for duty in duties:
            self._offer(duty, holes[duty], free)
        rests = Rests(self.horizon, self.size, self.number, duties) if self.problem.demand.exclusive else None
        calls = Calls(self.problem, rests, self.wanted, free, self.plan) if rests else None
        spans, assigner = self._served(free, Assigner(self.problem, taken, rests, calls, self.plan), shares)
        self.carried = assigner.carried
        if taken is not None or not assigner.missing.any():
            self.done = assigner.done
            return spans
        meant = self._least_missing(free, assigner)
        if meant is not None:
            other, again = self._served(free, Assigner(self.problem, None, rests, calls, meant), shares)
            spans, assigner = (other, again) if again.points <= assigner.points else (spans, assigner)
            self.carried = assigner.carried
        self.done = meant if meant is not None else assigner.done
        if self.rounds:
            finer = Assigner(self.problem, None, rests, calls, self.done, PARTS)
            for interval in range(self.problem.grid.intervals):
                finer.assign(interval, _minutes(free.get(interval, {})))
            self.rounded = _rounded(assigner, finer, sorted(self.problem.demand.exclusive))
        return spans

    def _served(self, free: Free, assigner: Assigner, shares: Shares) -> tuple[dict[str, list[Span]], Assigner]:
        """The spans of all intervals, and the assigner that gave them."""
        spans: dict[str, list[Span]] = defaultdict(list)
        holding = Holding(self.wanted) if assigner.rests else None
        for interval in sorted({*free, *range(self.problem.grid.intervals)}):  # work arrives while nobody is there, too
            self._serve(assigner, holding, interval, free.get(interval, {}), shares.get(interval, {}), spans)
        return spans, assigner

    def _least_missing(self, free: Free, served: Assigner) -> FloatArray | None:
        """A plan by which least is missing; None where nothing that can be in time is late.

        [place, interval] agent-ticks.
        """
        late = served.missing[list(self.problem.demand.deferred_row)]
        if not late.sum() > sum(map(lost_minutes, self.problem.demand.deferred)) + 1e-6:
            return None
        supply = self.problem.demand.given * self.problem.grid.tick_minutes
        for interval in range(self.problem.grid.intervals):
            for a, minutes in _minutes(free.get(interval, {})).items():
                supply[self.problem.people.profile[a], interval] += minutes
        return least_missing(self.problem, supply, served.wanted)

    def _offer(self, duty: Duty, holes: list[Span], free: dict[int, dict[int, list[tuple[int, int]]]]) -> None:
        """Enter a shift's time outside the holes into `free`, cut at the edges of intervals."""
        at, a, last = self.horizon.minute(duty.start), self.number[duty.agent], self.horizon.minute(duty.end)
        for start, stop, _ in (*holes, (last, last, "")):
            while at < start:
                edge = min(start, (at // self.size + 1) * self.size)
                free[at // self.size][a].append((at, edge))
                at = edge
            at = stop

    def _serve(
        self,
        assigner: Assigner,
        holding: Holding | None,
        interval: int,
        free: Mapping[int, list[tuple[int, int]]],
        shares: Mapping[int, Share],
        spans: dict[str, list[Span]],
    ) -> None:
        within = 0 <= interval < self.problem.grid.intervals
        minutes = _minutes(free)
        last = assigner.last.copy()
        most = {a: {**dict.fromkeys(own.rows, minutes.get(a, 0)), **{row: _length(own.kept[row]) for row in own.kept}}
                for a, own in shares.items()}  # fmt: skip
        answer = assigner.assign(interval, minutes, most) if within else {}
        kept = {a: self._kept(own, answer.get(a, {})) for a, own in shares.items()}
        held = self._held(assigner, holding, interval, answer, free, kept) if holding and within else {}
        for a, pieces in free.items():
            rows, there = answer.get(a, {}), [*kept.get(a, ())]
            there += [(start, end, self.names[row]) for row, mine in held.get(a, ()) for start, end in mine]
            done = {*(shares[a].kept if a in shares else ()), *(row for row, _ in held.get(a, ()))}
            order = sorted(rows.keys() - done, key=lambda row: (row != last[a], row == assigner.last[a], row))
            wishes = [(self.names[row], rows[row]) for row in order]
            mine = [*there, *_poured(_without(pieces, there), wishes)]
            if held.get(a):
                assigner.before[a] = self.row.get(max(mine)[2], -1)
            spans[self.operation.agents[a].id] += mine

    def _held(
        self,
        assigner: Assigner,
        holding: Holding,
        interval: int,
        answer: Mapping[int, Mapping[int, int]],
        free: Mapping[int, list[tuple[int, int]]],
        kept: Mapping[int, list[Span]],
    ) -> dict[int, list[tuple[int, list[tuple[int, int]]]]]:
        """Agent -> exclusive duties and where to hold them, outside the spans that are `kept` for limited rows."""
        names = {a: {name for _, _, name in spans} for a, spans in kept.items()}
        rows = {a: {row: minutes for row, minutes in own.items() if self.names[row] not in names.get(a, ())}
                for a, own in answer.items()}  # fmt: skip
        left = {a: _without(pieces, kept.get(a, [])) for a, pieces in free.items()}
        soon = assigner.rests.soon.get(interval, {}) if assigner.rests else {}
        return holding.placed(rows, left, assigner.held, soon)

    def _kept(self, share: Share, rows: Mapping[int, int]) -> list[Span]:
        """The spans in which an agent serves the rows that may be served in some spans only."""
        both = sorted(share.kept.keys() & rows.keys())
        return [one for row in both for one in self._put(row, share.kept[row], rows[row])]

    def _put(self, row: int, pieces: list[tuple[int, int]], minutes: int) -> list[Span]:
        """Spans of a row in the pieces kept for it; time that it leaves is not in the answer."""
        return [one for one in _poured(pieces, [(self.names[row], minutes)]) if one[2] != "idle"]


def _rounded(whole: Assigner, finer: Assigner, exclusive: list[int]) -> FloatArray:
    """[row] minutes missing by the flow in whole minutes and not by the finer one.

    Both look at one interval after the other: where the finer flow ends worse, rounding has cost nothing. Parts that
    came free to the finer flow are all on `exclusive` rows, which have one weight, and are left out.
    """
    if finer.points >= whole.points:
        return np.zeros(len(whole.missing))
    more = whole.missing - finer.missing
    if exclusive:
        free = min(sum(finer.came_free.values()) / PARTS, max(0.0, float(more[exclusive].sum())))
        more[max(exclusive, key=lambda row: more[row])] -= free
    return more


def _minutes(free: Mapping[int, list[tuple[int, int]]]) -> dict[int, int]:
    """Agent -> free minutes."""
    return {a: _length(pieces) for a, pieces in free.items()}


def _length(pieces: list[tuple[int, int]]) -> int:
    return sum(end - start for start, end in pieces)


def _without(pieces: list[tuple[int, int]], spans: list[Span]) -> list[tuple[int, int]]:
    """The parts of the pieces outside the spans."""
    holes = [(start, end) for start, end, _ in spans]
    return [part for piece in pieces for part in without(piece, holes)]


def _poured(pieces: list[tuple[int, int]], wishes: list[tuple[str, int]]) -> list[Span]:
    """The pieces filled with the activities in order, each for its minutes; the rest of the pieces is idle."""
    left = [*wishes, ("idle", int(np.iinfo(np.int64).max))]
    spans: list[Span] = []
    for at, end in pieces:
        while at < end:
            name, minutes = left[0]
            until = min(end, at + minutes)
            spans.append((at, until, name))
            if minutes - (until - at) > 0:
                left[0] = (name, minutes - (until - at))
            else:
                left.pop(0)
            at = until
    return spans
