"""The last phase of a search, in a small share of its time: the best roster without needless work, shared evenly."""

from __future__ import annotations

from scheduler.model.measure import Measure
from scheduler.model.run import Run
from scheduler.model.settings import SolveSettings
from scheduler.model.tidy.obliged import obliged
from scheduler.model.tidy.tidying import Tidy
from scheduler.operation import Operation

TIDY_SHARE = 0.04
"""Share of the time limit that the last phase has."""
LEAST_SECONDS, LEAST_SHARE = 0.25, 0.2
"""Seconds that the last phase has of a short limit, where its share is less; and the most of the limit they may be."""


def tidy_seconds(time_limit: float) -> float:
    """How much of a limit the last phase has, where the search takes all of the rest."""
    return max(TIDY_SHARE * time_limit, min(LEAST_SECONDS, LEAST_SHARE * time_limit))


def searched_seconds(time_limit: float) -> float:
    """What is left of a limit for the search."""
    return time_limit - tidy_seconds(time_limit)


def last_phase(run: Run, operation: Operation, settings: SolveSettings, measure: Measure | None = None) -> None:
    """Put the tidied roster on the run's board: its points are no more, nor its amounts in order by the `measure`.

    An interrupted run is left as it is.
    """
    best = run.board.best
    if best is None or run.stopped_by == "interrupt":
        return
    until = run.seconds() + tidy_seconds(settings.time_limit)
    asked = settings.stop

    def go_on() -> bool:
        stopped = asked is not None and asked.is_set()
        return not stopped and (settings.iterations is not None or run.seconds() < until)

    stays = obliged(operation, run.problem, settings, best)
    stays[[*run.untouched]] = True
    tidied = Tidy(operation, run.problem, stays).tidied(best, settings.seed, go_on)
    if measure is None or measure.steps(tidied) <= measure.steps(best):
        run.board.best = tidied
