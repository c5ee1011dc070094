"""Goals that are sums over people, by difference: each person is counted alone, in a case of his or her own rows."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from scheduler.clock import Horizon
from scheduler.goals import Case, Goal
from scheduler.judge.trial.alone import Alone
from scheduler.judge.trial.own import EMPTY, NOBODY, Own
from scheduler.requirement import Requirement
from scheduler.roster import Roster

FINE = float(1 << 30)
"""Points are counted in such parts of a point: rounding each person's to whole points would add up to others."""


class OwnGoals:
    """Wishes, fairness, cost, change and whatever else adds up over people."""

    def __init__(
        self,
        goals: Mapping[str, Goal],
        horizon: Horizon,
        requirement: Requirement,
        roster: Roster,
        alone: Alone,
        published: Roster | None,
    ) -> None:
        self.goals, self.horizon, self.requirement = goals, horizon, requirement
        self.roster, self.alone, self.published = roster, alone, published
        self.told: dict[str, Own] = {}
        for duty in published.duties if published is not None else ():
            own = self.told.get(duty.agent, EMPTY)
            self.told[duty.agent] = Own((*own.duties, duty))

    def points(self, agent: str, own: Own) -> dict[str, float]:
        """One person's points by goal, not rounded; nobody has none."""
        if not self.goals or agent == NOBODY or agent not in self.alone.agents:
            return {}
        roster = Roster(own.duties, own.activities, self.roster.breaks_known, self._held(own))
        told = Roster(self.told.get(agent, EMPTY).duties) if self.published is not None else None
        case = Case(self.alone.of(agent, own), self.horizon, self.requirement, roster, told)
        return {name: math.floor(goal.count(case).exact * FINE + 0.5) / FINE for name, goal in self.goals.items()}

    def _held(self, own: Own) -> Any:
        return None if self.roster.held is None else own.held
