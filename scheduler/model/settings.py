"""How to solve."""

from __future__ import annotations

import threading
from dataclasses import KW_ONLY, dataclass

from scheduler.roster import Roster


@dataclass(frozen=True)
class SolveSettings:
    """How to solve. `time_limit` is seconds of solving (none counts with `iterations`); no `only_goals` means all."""

    time_limit: float = 30.0
    workers: int = 2
    seed: int = 1
    _: KW_ONLY
    give_up: bool = False
    only_goals: tuple[str, ...] = ()
    stop: threading.Event | None = None
    iterations: int | None = None
    """A budget in the place of the clock: the same roster on the same versions, whatever the machine's load."""
    lexicographic: bool = False
    """Goals in strict order, one level after another, in the place of weights."""
    start: Roster | None = None
    """A given roster to go on from; agents whose lines do not fit any more keep the days that can stay."""
    whole_limit: float | None = None
    """Seconds of the whole solve, where `time_limit` is that of its search alone."""
    tidy: bool = False
    """Whether shifts of `start` that serve nothing may go; else they are obliged."""
