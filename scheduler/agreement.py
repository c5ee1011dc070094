"""Compares points believed by the solver with points counted; if they differ, one has a bug and nothing is proved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scheduler.result import AND

A_GOAL = 0.5
"""Points by which rounding to whole points may change a goal."""
SHARE = 0.001
"""The further share of their points by which goals that are counted in whole minutes may differ."""


@dataclass(frozen=True)
class Compared:
    """The points of a goal, or of goals that the solver does not tell apart (`short + late`)."""

    goal: str
    believed: float
    counted: int
    allowed: float

    @property
    def difference(self) -> float:
        """Points counted less points believed."""
        return self.counted - self.believed

    @property
    def agrees(self) -> bool:
        """Whether the difference is no more than rounding allows."""
        return abs(self.difference) <= self.allowed + 1e-6

    @property
    def message(self) -> str:
        """One line for the planner."""
        amount = f"{abs(self.difference):,.1f}".removesuffix(".0")
        return f"the model and the count differ by {amount} in goal {self.goal}: please report"


@dataclass(frozen=True)
class Agreement:
    """The comparison of every goal that the solver knows; no rows for a roster that was not solved here."""

    rows: tuple[Compared, ...]

    @property
    def apart(self) -> tuple[Compared, ...]:
        """The rows that do not agree, the furthest apart first."""
        return tuple(sorted((row for row in self.rows if not row.agrees), key=lambda row: -abs(row.difference)))

    @property
    def agrees(self) -> bool:
        return not self.apart

    @property
    def said(self) -> str:
        """A few words: `agree`, `differ in short`, or that nothing was compared."""
        if not self.rows:
            return "not compared"
        return "agree" if self.agrees else f"differ in {', '.join(row.goal for row in self.apart)}"

    @property
    def goals_apart(self) -> frozenset[str]:
        """The goals named in a row that does not agree."""
        return frozenset(goal for row in self.apart for goal in row.goal.split(AND))


def whole_minutes(rounding: Mapping[str, float]) -> str:
    """A sentence for planners on the points in `rounding`, by goal; empty where they are none."""
    points = sum(rounding.values())
    if points < 0.5:
        return ""
    return (
        f"{points:,.0f} of the points are there because people change queues only at whole minutes; "
        "the search counts them last, so its best may rise at its end"
    )


def agreement(points: Mapping[str, int], believed: Mapping[str, float]) -> Agreement:
    """Compare counted `points` by goal with those `believed`, whose names may join goals by `AND`."""
    return Agreement(tuple(_rows(points, believed)))


def _rows(points: Mapping[str, int], believed: Mapping[str, float]) -> Iterator[Compared]:
    from scheduler.goals import GOALS  # brings tables along, which `--help` does without

    for name, amount in believed.items():
        goals = [goal for goal in name.split(AND) if goal in points]
        allowed = A_GOAL * len(goals) + SHARE * sum(points[goal] for goal in goals if GOALS[goal].whole_minutes)
        yield Compared(name, amount, sum(points[goal] for goal in goals), allowed)
