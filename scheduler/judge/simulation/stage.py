"""What a replication plays on: queues, agents and shifts as arrays, the same for all replications."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from scheduler.clock import Horizon, local
from scheduler.count.presence import spans_of
from scheduler.judge.simulation.events import OPENS
from scheduler.judge.simulation.shifts import Stint, stint_of
from scheduler.operation import BoolArray, FloatArray, IntArray, Operation, Queue
from scheduler.requirement import Requirement
from scheduler.roster import Roster

MoveRows = npt.NDArray[np.void]
MOVE = np.dtype(
    [
        ("stint", np.int64),  # -1 for the opening of a queue
        ("time", np.float64),  # seconds from the horizon's start
        ("agent", np.int64),
        ("kind", np.int64),
        ("value", np.float64),
    ]
)
"""A move, as `events.Moves` has it, and the stint that it belongs to."""


@dataclass(frozen=True)
class Stage:
    """Arrays by queue (in the requirement's order), by agent (those with a shift) and by profile."""

    queues: tuple[Queue, ...]
    horizon: Horizon
    step: float
    """Seconds of an interval."""
    volume: FloatArray
    """[queue, interval] contacts expected; none while the queue is closed."""
    handle: FloatArray
    """[queue, interval] mean seconds of handling one contact (NaN without volume)."""
    patience: FloatArray
    """[queue, interval] mean seconds; infinite where nobody gives up."""
    open: BoolArray
    """[queue, interval]"""
    serves: BoolArray
    """[profile, queue]"""
    profile: IntArray
    """[agent]"""
    stints: tuple[Stint, ...]
    day: IntArray
    """[interval] which local day of the horizon it starts on."""

    @property
    def intervals(self) -> int:
        return int(self.volume.shape[1])

    @property
    def seconds(self) -> float:
        return self.step * self.intervals

    @cached_property
    def rostered(self) -> MoveRows:
        """Openings, and the moves of all stints, in their order; which stints are worked is left to chance."""
        rows = [(number, time, stint.agent, kind, value) for number, stint in enumerate(self.stints)
                for time, kind, value in stint.moves]  # fmt: skip
        return np.array([*self._openings(), *rows], dtype=MOVE)

    def _openings(self) -> Iterator[tuple[int, float, int, int, float]]:
        """Starts of opening hours of work that may wait: it may have come while nobody was allowed to work on it."""
        for row in np.flatnonzero(self.deferred).tolist():
            opens = self.open[row] & ~np.concatenate([[False], self.open[row, :-1]])
            yield from ((-1, i * self.step, -1, OPENS, float(row)) for i in np.flatnonzero(opens).tolist())

    @cached_property
    def deferred(self) -> BoolArray:
        return np.array([queue.deferred for queue in self.queues], dtype=bool)

    @cached_property
    def concurrency(self) -> FloatArray:
        """[queue] messages that an agent holds at once; 1 where a contact takes all of an agent."""
        return np.array([1.0 if queue.deferred else queue.concurrency for queue in self.queues])

    @cached_property
    def priority(self) -> IntArray:
        return np.array([queue.priority for queue in self.queues], dtype=np.int64)


def stage_of(operation: Operation, horizon: Horizon, requirement: Requirement, roster: Roster) -> Stage:
    """The stage of a finished roster; history that reaches into the horizon plays too."""
    queues = tuple(operation.queues[name] for name in requirement.queues)
    spans = spans_of(operation, horizon, roster)
    names = sorted({span.agent.id for span in spans})
    able = {name: tuple(operation.agent(name).serves(queue) for queue in queues) for name in names}
    profiles = sorted(set(able.values()), key=lambda serves: (sum(serves), serves))  # see `offer_to_filling`
    days = [local(horizon.moment(requirement.interval_minutes * i), horizon.time_zone).date()
            for i in range(requirement.intervals)]  # fmt: skip
    per_item = [1.0 / queue.concurrency if queue.deferred else 1.0 for queue in queues]
    patience = [queue.patience_seconds if queue.patience_seconds is not None else np.inf for queue in queues]
    shape = requirement.volume.shape
    return Stage(
        queues=queues,
        horizon=horizon,
        step=60.0 * requirement.interval_minutes,
        volume=np.where(requirement.open | _deferred_rows(queues), requirement.volume, 0.0),
        handle=requirement.handle_seconds * np.array(per_item).reshape(-1, 1),
        patience=np.broadcast_to(np.array(patience, dtype=np.float64).reshape(-1, 1), shape),
        open=requirement.open,
        serves=np.array(profiles, dtype=bool).reshape(len(profiles), len(queues)),
        profile=np.array([profiles.index(able[name]) for name in names], dtype=np.int64),
        stints=tuple(stint_of(span, names.index(span.agent.id), queues, horizon) for span in spans),
        day=np.array([horizon.day_index(day) for day in days], dtype=np.int64),
    )


def _deferred_rows(queues: Sequence[Queue]) -> BoolArray:
    """[queue, 1] email and cases arrive while their queue is closed too."""
    return np.array([queue.deferred for queue in queues], dtype=bool).reshape(-1, 1)
