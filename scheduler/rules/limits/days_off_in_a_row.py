"""Days off in a row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scheduler.clock import Horizon
from scheduler.operation import Operation
from scheduler.rules.diary import Diary
from scheduler.rules.rule import Finding
from scheduler.rules.tools.run_of_days import RunLimit
from scheduler.rules.track import Letter, Track


class DaysOffInARow(RunLimit):
    """Every run of days off, leave included, is at least `min` and at most `max` days long, counted through history.

    A run that reaches the first known day, the horizon's last day or a day outside employment is exempt from the
    minimum. Days outside employment are no days off.
    """

    keeps_away: ClassVar[str] = "bound by days off in a row"

    def track(self, operation: Operation, horizon: Horizon) -> Track | None:
        return self.run_track(operation, horizon, _off)

    def check(self, diary: Diary) -> Iterator[Finding]:
        return self.judge_runs(diary, lambda day: diary.agent.employed(day) and diary.duty(day) is None, "is off")


def _off(letter: Letter) -> bool | None:
    return None if letter.kind == "away" else not letter.works
