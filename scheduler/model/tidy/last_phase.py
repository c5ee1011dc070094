"""The last phase of a search, in a small share of its time: the best roster without needless work, shared evenly."""

from __future__ import annotations

from collections.abc import Callable

from scheduler.model.run.run import Run
from scheduler.model.search.engine import Found
from scheduler.model.settings import SolveSettings
from scheduler.model.tidy.obliged import obliged
from scheduler.model.tidy.tidying import Tidy
from scheduler.operation import BoolArray, Operation

TIDY_SHARE = 0.04
"""Share of the time limit that the last phase has."""
EARLY_SHARE = 0.5
"""Share of what is left of the limit, where a proof ended the search before it was over."""
LEAST_SECONDS, LEAST_SHARE = 0.25, 0.2
"""Seconds that the last phase has of a short limit, where its share is less; and the most of the limit they may be."""


def tidy_seconds(time_limit: float) -> float:
    """Seconds of a limit that the last phase has, if the search takes all others."""
    return max(TIDY_SHARE * time_limit, min(LEAST_SECONDS, LEAST_SHARE * time_limit))


def searched_seconds(time_limit: float) -> float:
    """Seconds of a limit that are left for the search."""
    return time_limit - tidy_seconds(time_limit)


def last_phase(run: Run, operation: Operation, settings: SolveSettings) -> None:
    """Put the tidied roster on the run's board: its points are no more, nor its amounts in order.

    An interrupted run is left as it is.
    """
    best = run.board.best
    if best is None or run.stopped_by == "interrupt":
        return
    run.board.best = tidied(run, operation, settings, obliged(operation, run, settings, best))


def tidied(run: Run, operation: Operation, settings: SolveSettings, stays: BoolArray, share: float = 1.0) -> Found:
    """The best roster of a run without needless work in a share of the last phase's time; itself if that is no better.

    `stays` [agent, day] are obliged.
    """
    best = run.board.best
    assert best is not None
    found = Tidy(operation, run.problem, stays).tidied(best, settings.seed, clock_of(run, settings, share))
    worse = run.measure is not None and run.measure.steps(found) > run.measure.steps(best)
    return best if worse else found


def clock_of(run: Run, settings: SolveSettings, share: float = 1.0) -> Callable[[], bool]:
    """A function that says whether the last phase's time, or a share of it, still lasts; it begins now."""
    asked, now = settings.stop, run.seconds()
    seconds = tidy_seconds(settings.time_limit)
    if run.stopped_by == "proved":
        seconds = max(seconds, EARLY_SHARE * (settings.time_limit - now))
    until = now + share * seconds

    def go_on() -> bool:
        stopped = asked is not None and asked.is_set()
        return not stopped and (settings.iterations is not None or run.seconds() < until)

    return go_on
