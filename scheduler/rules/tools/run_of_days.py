"""What limits on runs of days have in common: settings, and the judgement of a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from pydantic import NonNegativeInt

from scheduler.clock import Horizon
from scheduler.operation import Operation
from scheduler.rules.diary import Diary
from scheduler.rules.rule import Finding
from scheduler.rules.tools.runs import RunTrack, runs
from scheduler.rules.tools.span import SpanLimit
from scheduler.rules.track import Letter, Track


class RunLimit(SpanLimit):
    """Every run of days of one sort is at least `min` and at most `max` days long."""

    min: NonNegativeInt | None = None
    max: NonNegativeInt | None = None

    def looks_back(self) -> float:
        return max(self.min or 0, self.max or 0) + 1

    def run_track(
        self, operation: Operation, horizon: Horizon, inside: Callable[[Letter], bool | None]
    ) -> Track | None:
        """The states of the run; None where no run of the known days can break the limit."""
        first = operation.first_worked or horizon.first
        most = None if self.max is None or self.max > (horizon.last - first).days else self.max
        least = self.min or 0
        return RunTrack(least, most, inside) if least > 1 or most is not None else None

    def is_cut(self, diary: Diary, run: list[date]) -> bool:
        """Whether the run goes on, or may go on, where nobody looks: the minimum does not bind it."""
        around = (run[0] - timedelta(days=1), run[-1] + timedelta(days=1))
        ends = run[0] == diary.first_known or run[-1] == diary.horizon.last
        return ends or not all(diary.agent.employed(day) for day in around)

    def judge_runs(self, diary: Diary, inside: Callable[[date], bool], told: str) -> Iterator[Finding]:
        """A finding for each run that is too long or too short and that the horizon's days had a hand in."""
        first = diary.horizon.first
        for run in runs(diary.known_days(), inside):
            length = f"{told} {len(run)} {'day' if len(run) == 1 else 'days'} in a row from {run[0]} to {run[-1]}"
            if self.max is not None and len(run) > self.max and run[-1] >= first:
                message = f"{length}; the most is {self.max}"
                yield self.finding(diary, max(first, run[self.max]), message, len(run) - self.max, "days")
            decided = run[-1] >= first - timedelta(days=1)
            if self.min is not None and len(run) < self.min and decided and not self.is_cut(diary, run):
                message = f"{length}; the least is {self.min}"
                yield self.finding(diary, max(first, run[-1]), message, self.min - len(run), "days")
