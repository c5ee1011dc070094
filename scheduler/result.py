"""How a solve went: the roster, what it was proved against, and how long it took (frozen)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from scheduler.roster import Roster

Status = Literal["optimal", "feasible", "no_roster"]
Stop = Literal["time", "budget", "proved", "interrupt", "stalled"]
AND = " + "
"""Between goals whose points the solver does not tell apart."""


@dataclass(frozen=True)
class Progress:
    """One line of a solve's story: the best roster so far against the bound."""

    seconds: float
    best: float | None
    """Points; None before the first complete roster."""
    bound: float
    step: str
    """What the solver is doing, in a planner's words: `first roster`, `improving`, `proving`, ..."""

    @property
    def gap(self) -> float | None:
        """(best - bound) / best, between 0 and 1; 0 where best is 0."""
        if self.best is None:
            return None
        return max(0.0, (self.best - self.bound) / self.best) if self.best > 0 else 0.0


@dataclass(frozen=True)
class GivenUp:
    """A limit that could not hold and that `--give-up` gave up for one agent."""

    agent: str
    limit: str
    reason: str


@dataclass(frozen=True)
class LevelBound:
    """One level of goals in order, and what no legal roster can be below that is as good in the levels before."""

    level: str
    bound: float
    """The bound in the level's unit."""


@dataclass(frozen=True)
class DutyProof:
    """How few minutes of duties can stay open, and how the places were dealt out."""

    least: dict[int, float]
    """Priority -> agent-minutes of firm duties of it and more urgent ones that stay open in every legal roster."""
    seconds: float
    """Wall clock of the plan of duties, of dealing them out, and of the proof without shifts."""
    lines_changed: float | None = None
    """Share of possible holders whose line is another in the roster than in CP-SAT's plan; None where none was made."""


@dataclass(frozen=True)
class Result:
    """What `solve` returns. Points and objective are not here: they come from an independent count of the roster."""

    roster: Roster
    bound: float
    """Points; holds for every legal roster of the whole problem."""
    bounds: dict[str, float]
    """Goal -> points that no legal roster can be below for that goal alone, where known."""
    seconds: float
    first_roster_seconds: float
    seed: int
    workers: int
    stopped_by: Stop
    story: tuple[Progress, ...] = ()
    given_up: tuple[GivenUp, ...] = ()
    order: tuple[LevelBound, ...] = ()
    """The levels of a solve in strict order, the most urgent first; empty where goals were weighed."""
    believed: dict[str, float] = field(default_factory=dict)
    """A goal, or goals that the model does not tell apart (`short + late`) -> points of the roster as the solver counts
    them; empty where it does not say."""
    rounding: dict[str, float] = field(default_factory=dict)
    """Goal -> the part of that which is there as people change queues after whole minutes; empty for windows."""
    duty: DutyProof | None = None
    """What CP-SAT and the bound say of duties; None where none are asked for."""
    not_compared: str = ""
    """What is not `believed` of a roster that was given and written back, and why."""
