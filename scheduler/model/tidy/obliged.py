"""Shifts that the last phase leaves alone."""

from __future__ import annotations

import numpy as np

from scheduler.clock import Horizon
from scheduler.model.engine import Found
from scheduler.model.escalation.kinds import placed_tiers, tight_labels
from scheduler.model.fold import fold
from scheduler.model.settings import SolveSettings
from scheduler.operation import BoolArray, Operation
from scheduler.problem.problem import Problem


def obliged(operation: Operation, problem: Problem, settings: SolveSettings, best: Found) -> BoolArray:
    """[agent, day] what the planner gave with `--start`, and all days of those whose shifts decide who takes over."""
    stays = given(operation, problem, settings, best)
    stays[takers(operation, problem.grid.horizon)] = True
    return stays


def given(operation: Operation, problem: Problem, settings: SolveSettings, best: Found) -> BoolArray:
    """[agent, day] what the planner gave with `--start`; nothing with `--tidy`."""
    stays = np.zeros(best.letter.shape, dtype=np.bool_)
    if settings.start is not None and not settings.tidy:
        letter, _, _ = fold(operation, problem, settings.start, best.pause.shape[2])
        stays |= (letter >= 0) & (letter == best.letter)
    return stays


def takers(operation: Operation, horizon: Horizon) -> list[int]:
    """Agents who may hold a duty whose hand-overs count, and that CP-SAT deals out over the shifts without a plan."""
    planned = tight_labels(operation, horizon)
    dealt = [tier for tier in placed_tiers(operation, horizon) if tier.label not in planned]
    return [a for a, agent in enumerate(operation.agents) if any(tier.staffed_by(agent) for tier in dealt)]
