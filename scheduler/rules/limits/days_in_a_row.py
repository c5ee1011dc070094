"""Days worked in a row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scheduler.clock import Horizon
from scheduler.operation import Operation
from scheduler.rules.diary import Diary
from scheduler.rules.rule import Finding
from scheduler.rules.tools.run_of_days import RunLimit
from scheduler.rules.track import Letter, Track


class DaysInARow(RunLimit):
    """Every run of days worked is at least `min` and at most `max` days long, counted through history.

    A run that reaches the first known day, the horizon's last day or a day outside employment is exempt from the
    minimum.
    """

    keeps_away: ClassVar[str] = "bound by days in a row"

    def track(self, operation: Operation, horizon: Horizon) -> Track | None:
        return self.run_track(operation, horizon, _worked)

    def check(self, diary: Diary) -> Iterator[Finding]:
        return self.judge_runs(diary, diary.works, "works")


def _worked(letter: Letter) -> bool | None:
    return None if letter.kind == "away" else letter.works
