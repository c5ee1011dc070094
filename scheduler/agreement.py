"""Does the solver believe of its roster what the count finds? Where not, one of the two is wrong: nothing is proved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scheduler.result import AND

A_GOAL = 0.5
"""Points that rounding to whole points may move a goal by."""
MINUTES, SHARE = ("short", "late"), 0.001
"""Goals counted in minutes, which may differ besides by at most so much of their points."""


@dataclass(frozen=True)
class Compared:
    """The points of a goal, or of goals that the solver does not tell apart (`short + late`)."""

    goal: str
    believed: float
    counted: int
    allowed: float

    @property
    def difference(self) -> float:
        """What was counted less what was believed."""
        return self.counted - self.believed

    @property
    def agrees(self) -> bool:
        return abs(self.difference) <= self.allowed + 1e-6

    @property
    def message(self) -> str:
        amount = f"{abs(self.difference):,.1f}".removesuffix(".0")
        return f"the model and the count differ by {amount} in goal {self.goal}: please report"


@dataclass(frozen=True)
class Agreement:
    """All that the solver told of; nothing where a roster came from elsewhere."""

    rows: tuple[Compared, ...]

    @property
    def apart(self) -> tuple[Compared, ...]:
        """The rows that do not agree, the furthest apart first."""
        return tuple(sorted((row for row in self.rows if not row.agrees), key=lambda row: -abs(row.difference)))

    @property
    def agrees(self) -> bool:
        return not self.apart

    @property
    def goals_apart(self) -> frozenset[str]:
        return frozenset(goal for row in self.apart for goal in row.goal.split(AND))


def agreement(points: Mapping[str, int], believed: Mapping[str, float]) -> Agreement:
    """Compare counted points by goal with those believed, by goal or by goals told together."""
    return Agreement(tuple(_rows(points, believed)))


def _rows(points: Mapping[str, int], believed: Mapping[str, float]) -> Iterator[Compared]:
    for name, amount in believed.items():
        goals = [goal for goal in name.split(AND) if goal in points]
        allowed = A_GOAL * len(goals) + SHARE * sum(points[goal] for goal in goals if goal in MINUTES)
        yield Compared(name, amount, sum(points[goal] for goal in goals), allowed)
