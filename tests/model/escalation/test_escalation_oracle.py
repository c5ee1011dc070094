"""Plans of duties against brute force over every line and every holder of tiny operations."""

from __future__ import annotations

import pytest
from escalation_drawn import drawn
from escalation_least import brute_force
from escalation_made import MONDAY, made_of
from escalation_sketch import Sketch
from small_case import horizon, requirement

from scheduler.judge import check
from scheduler.judge.duty import duty_counts, splits_of
from scheduler.model import SolveSettings, solve

WEEK = horizon(MONDAY)
SETTINGS = SolveSettings(iterations=60, time_limit=5)
OFTEN = (14, 21, 30)
"""Seeds that have all rounds of the program: one for which three rounds are too few, and two that use all of them."""


def compared(sketch: Sketch) -> None:
    """The solver's roster leaves as little open as brute force, splits as little, and the judge finds nothing."""
    made = made_of(sketch)
    best = brute_force(sketch)
    result = solve(made, WEEK, requirement(made, WEEK), SETTINGS)
    wrong = [(one.rule, one.agent, one.message) for one in check(made, WEEK, result.roster)]
    assert wrong == []
    opened = {key: 0 for key in best.open_hours}
    ranks = {(duty.name, part.name): (duty.priority, tier) for duty in sketch.duties
             for tier, part in enumerate(duty.parts)}  # fmt: skip
    for count in duty_counts(made, WEEK, result.roster):
        opened[ranks[count.cover, count.tier]] += count.open
    assert result.duty is not None
    for priority, least in result.duty.least.items():
        assert least <= 60 * best.levels[priority] + 1e-6, ("proved", priority, least, best)
    assert {key: minutes / 60 for key, minutes in opened.items()} == best.open_hours
    assert splits_of(made, WEEK, result.roster).splits == best.splits


@pytest.mark.parametrize("seed", [seed for seed in range(24) if seed not in OFTEN])
def test_drawn_operations_leave_as_little_open_as_brute_force(seed, few_turns):
    compared(drawn(seed))


@pytest.mark.parametrize("seed", OFTEN)
def test_all_rounds_of_a_plan_leave_as_little_open_as_brute_force(seed):
    compared(drawn(seed))
