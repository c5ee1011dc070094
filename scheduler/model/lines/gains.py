"""What an agent at work would gain: the points that a line is priced by."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from scheduler.operation import FloatArray
from scheduler.problem.arrays.problem import Problem


class Gains(NamedTuple):
    """What an agent at work would gain now."""

    full: FloatArray
    """[interval] points for a whole interval of work."""
    part: FloatArray
    """[interval] points lost where a usual break falls into it."""
    presence: FloatArray
    """[interval] points for being on shift through it, breaks included."""
    held: FloatArray
    """[interval] the same, less breaks in which nobody holds a duty."""
    heads: FloatArray
    """[day, shift] points for one more person on the shift."""
    lean: FloatArray
    """One entry: what one fewer too many counts, as a share of one fewer missing."""
    trust: FloatArray
    """The share of the guide in what an agent at work would gain, now and at most."""
    guide: FloatArray
    """[at work | on shift | holding duties | not standing by, profile, interval] the bound's prices a tick."""
    cover: FloatArray
    """[cover, interval] the same for those on shift who hold it."""
    people: FloatArray
    """[headcount row] points a person at the prices of the bound."""
    best: FloatArray
    """[agent] points of the best line at the prices of the bound."""
    regret: FloatArray
    """[agent] points by which the line that stands is worse than the best one."""


def no_gains(problem: Problem) -> Gains:
    """Nothing to gain, nothing to trust."""
    intervals, profiles = problem.grid.intervals, len(problem.demand.profiles)
    people, agents = len(problem.demand.head_day), len(problem.people.name)
    rows = np.zeros((4, intervals))
    heads = np.zeros(problem.people.shift_points.shape[1:])
    guide = np.zeros((4, profiles, intervals)), np.zeros((len(problem.demand.cover_need), intervals)), np.zeros(people)
    return Gains(rows[0], rows[1], rows[2], rows[3], heads, np.zeros(1), np.zeros(2), *guide, *np.zeros((2, agents)))
