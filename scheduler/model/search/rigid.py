"""Whether headcount is all that binds people."""

from __future__ import annotations

from scheduler.problem.arrays.problem import Problem

MOST_KINDS = 4_500
"""Most kinds of people in all shifts that split them by skill: beyond, one answer of the relaxation takes seconds.

Measured in 45 seconds: with 3,400 (80 people, 6 skills, 4 weeks) it proves the optimum in 16, steps end at a gap of
23 %; with 5,900 (120 people, 8 skills) it ends at 6,424 points without a bound, steps at 5,847 with a bound of 3,253.
"""


def is_rigid(problem: Problem) -> bool:
    """Whether headcount is all that binds people, so that its relaxation over lines is all but exact."""
    demand = problem.demand
    alone = not demand.terms and not demand.cover_need.size and not demand.deferred
    return bool(demand.head_need.size) and alone and sum(len(one.kinds) for one in demand.splits) <= MOST_KINDS
