"""What the queues require on the grid of intervals (frozen arrays; rows are queues, columns are intervals)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from scheduler.clock import Horizon
from scheduler.operation import BoolArray, FloatArray, IntArray


@dataclass(frozen=True)
class DeferredWork:
    """Work of one queue that may wait: what arrives when, and when it is due (agent-seconds of rostered time).

    Shrinkage is already divided out. Work that arrives in interval i may be done in intervals i .. due[i] - 1 that
    are open; `due[i]` at or past the number of intervals means due after the horizon. The opening backlog is in
    `arrivals` of interval 0's predecessor, `backlog`, spread over its due intervals.
    """

    queue: str
    arrivals: FloatArray
    """[interval] agent-seconds that arrive."""
    due: IntArray
    """[interval] the first interval in which work that arrived here would be late."""
    backlog: FloatArray
    """[interval] agent-seconds open when the horizon begins that are due before the start of this interval."""
    open: BoolArray
    """[interval] whether the queue may be worked."""


@dataclass(frozen=True)
class Pool:
    """Live queues that share people, directly or through other queues of the pool."""

    groups: tuple[tuple[int, ...], ...]
    """Rows of queues, those that the fewest agents can serve first; the same agents serve all queues of a group."""

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows of all queues."""
        return tuple(chain.from_iterable(self.groups))


@dataclass(frozen=True)
class Requirement:
    """Agents wanted for each queue and interval, and the figures that they come from."""

    horizon: Horizon
    interval_minutes: int
    queues: tuple[str, ...]
    volume: FloatArray
    """[queue, interval] contacts that arrive."""
    handle_seconds: FloatArray
    """[queue, interval] mean handle time as forecast (NaN where there is no volume)."""
    erlangs: FloatArray
    """[queue, interval] offered load, after concurrency."""
    agents: FloatArray
    """[queue, interval] net agents at work; for deferred queues the work due in the interval, as agents.

    Where a queue shares people, this is its share of what its pool needs.
    """
    shrinkage: FloatArray
    """[queue, interval] share of rostered time lost to what the roster does not schedule."""
    open: BoolArray
    """[queue, interval]"""
    deferred: tuple[DeferredWork, ...] = ()
    notes: tuple[str, ...] = ()
    """What a planner should know of how it was reached, one line each."""
    alone: FloatArray | None = None
    """[queue, interval] `agents` if each queue had people of its own; None where nothing is pooled."""
    pools: tuple[Pool, ...] = ()
    all_deferred: tuple[DeferredWork, ...] = ()
    """`deferred` and what is left to people on live queues, between contacts; empty where nothing is."""

    @property
    def intervals(self) -> int:
        return int(self.agents.shape[1])

    @property
    def by_itself(self) -> FloatArray:
        """[queue, interval] net agents if each queue had people of its own."""
        return self.agents if self.alone is None else self.alone

    @property
    def required(self) -> FloatArray:
        """[queue, interval] rostered agents wanted: net / (1 - shrinkage), not rounded."""
        required: FloatArray = self.agents / (1.0 - self.shrinkage)
        return required

    def some_names(self, rows: Iterable[int], most: int = 3) -> str:
        """The queues of `rows` that require most, and how many more there are."""
        names = self.names_of(rows)
        return ", ".join(names) if len(names) <= most else f"{', '.join(names[:most])} and {len(names) - most} more"

    def names_of(self, rows: Iterable[int]) -> list[str]:
        """The queues of `rows`, those that require most first."""
        hours = self.required.sum(axis=1)
        return [self.queues[row] for row in sorted(rows, key=lambda row: (-hours[row], row))]

    def work_of(self, queue: str) -> DeferredWork | None:
        """The work of a queue that may wait; None for live queues, and where all of it is left to the time between."""
        return next((work for work in self.deferred if work.queue == queue), None)

    def row(self, queue: str) -> int:
        """The row of a queue; raises `ValueError`."""
        return self.queues.index(queue)
