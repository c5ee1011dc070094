"""Whether headcount is all that binds people."""

from __future__ import annotations

from scheduler.problem.problem import Problem


def is_rigid(problem: Problem) -> bool:
    """Whether headcount is all that binds people: its relaxation over lines is all but exact."""
    demand = problem.demand
    return bool(demand.head_need.size) and not demand.terms and not demand.cover_need.size and not demand.deferred
