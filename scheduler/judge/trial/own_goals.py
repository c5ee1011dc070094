"""Goals that are sums over people, by difference: each person is counted alone, in a case of his or her own rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from scheduler.clock import Horizon
from scheduler.goals import Case, Goal
from scheduler.judge.trial.alone import Alone
from scheduler.judge.trial.own import EMPTY, NOBODY, Own
from scheduler.requirement import Requirement
from scheduler.roster import Roster

TOGETHER = ("cover", "short", "late", "headcount", "meetings")
"""Goals whose count of one person depends on others."""
FINE = float(1 << 30)
"""Points are counted in such parts of a point: rounding each person's to whole points would add up to others."""


class OwnGoals:
    """Wishes, fairness, cost, change and whatever else adds up over people."""

    def __init__(
        self, horizon: Horizon, requirement: Requirement, roster: Roster, alone: Alone, published: Roster | None
    ) -> None:
        self.horizon, self.requirement, self.roster, self.alone = horizon, requirement, roster, alone
        self.goals: dict[str, Goal] = {}
        self.told: dict[str, Own] = {}
        self.published = published
        for duty in published.duties if published is not None else ():
            own = self.told.get(duty.agent, EMPTY)
            self.told[duty.agent] = Own((*own.duties, duty))

    def weigh(self, goals: Mapping[str, Goal]) -> None:
        """Take those of the goals that weigh something, each so fine that nothing is rounded."""
        for name, goal in goals.items():
            if name not in TOGETHER and _weighs(goal.weight):
                self.goals[name] = goal.model_copy(update={"weight": _fine(goal.weight)})

    def points(self, agent: str, own: Own) -> dict[str, float]:
        """One person's points by goal, not rounded; nobody has none."""
        if not self.goals or agent == NOBODY or agent not in self.alone.agents:
            return {}
        roster = Roster(own.duties, own.activities, self.roster.breaks_known, self._held(own))
        told = Roster(self.told.get(agent, EMPTY).duties) if self.published is not None else None
        case = Case(self.alone.of(agent, own), self.horizon, self.requirement, roster, told)
        return {name: goal.count(case).points / FINE for name, goal in self.goals.items()}

    def _held(self, own: Own) -> Any:
        return None if self.roster.held is None else own.held


def _weighs(weight: Any) -> bool:
    if isinstance(weight, Mapping):
        return any(map(_weighs, weight.values()))
    if isinstance(weight, tuple | list):
        return any(map(_weighs, weight))
    return _weighs(dict(weight)) if isinstance(weight, BaseModel) else bool(weight)


def _fine(weight: Any) -> Any:
    """The weight, or each of several, in the finer parts."""
    if isinstance(weight, Mapping):
        return {key: _fine(one) for key, one in weight.items()}
    if isinstance(weight, tuple | list):
        return type(weight)(map(_fine, weight))
    if isinstance(weight, BaseModel):
        return weight.model_copy(update={key: _fine(one) for key, one in weight})
    return weight * FINE if isinstance(weight, int | float) else weight
