"""Shifts that the last phase leaves alone."""

from __future__ import annotations

import numpy as np

from scheduler.clock import Horizon
from scheduler.model.activities.unfold import unfolded
from scheduler.model.escalation.kinds import placed_tiers, tight_labels
from scheduler.model.run.run import Run
from scheduler.model.search.engine import Found
from scheduler.model.search.fold import shifts_in
from scheduler.model.settings import SolveSettings
from scheduler.operation import BoolArray, Operation

MEETING = "meeting:"
"""The first letters of activities that are meetings."""


def obliged(operation: Operation, run: Run, settings: SolveSettings, best: Found) -> BoolArray:
    """[agent, day] fixed shifts; and all days of `takers` and of agents whom the last phase leaves alone."""
    stays = fixed_shifts(operation, run, settings, best)
    stays[[*takers(operation, run.problem.grid.horizon), *run.untouched]] = True
    return stays


def fixed_shifts(operation: Operation, run: Run, settings: SolveSettings, best: Found) -> BoolArray:
    """[agent, day] what the planner gave with `--start` (nothing with `--tidy`), and shifts with a meeting in them."""
    stays = _attending(operation, run, best)
    if settings.start is not None and not settings.tidy:
        given = shifts_in(operation, run.problem, settings.start)  # a roster by hand may have no breaks
        stays |= (given >= 0) & (given == best.letter)
    return stays


def _attending(operation: Operation, run: Run, best: Found) -> BoolArray:
    """[agent, day] shifts in which a meeting is attended: the search does not count who is missing there."""
    stays = np.zeros(best.letter.shape, dtype=np.bool_)
    if not operation.meetings:
        return stays
    number = {agent.id: a for a, agent in enumerate(operation.agents)}
    roster = unfolded(operation, run.serving, best.letter, best.pause, best.plan).roster
    by_agent = roster.by_agent()
    for row in (row for row in roster.activities if row.activity.startswith(MEETING)):
        for duty in by_agent.get(row.agent, ()):
            if duty.start <= row.start < duty.end and run.problem.grid.horizon.holds(duty.day):
                stays[number[row.agent], run.problem.grid.horizon.day_index(duty.day)] = True
    return stays


def takers(operation: Operation, horizon: Horizon) -> list[int]:
    """Agents who may hold a duty whose hand-overs count, and that CP-SAT deals out over the shifts without a plan."""
    planned = tight_labels(operation, horizon)
    dealt = [tier for tier in placed_tiers(operation, horizon) if tier.label not in planned]
    return [a for a, agent in enumerate(operation.agents) if any(tier.staffed_by(agent) for tier in dealt)]
