"""What a roster misses in the units of its goals, and how much of that could still be saved."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fake_answer import fake_answer
from small_case import horizon, operation, queue, requirement

from scheduler.goals import goals_of
from scheduler.goals.level import Level
from scheduler.goals.order import amount, levels_of
from scheduler.goals.short import Short
from scheduler.report.answer.amounts import Room, amounts_of, hardly_proved, hours_saveable, saveable_words
from scheduler.report.answer.badge import standing
from scheduler.report.answer.summary import summary
from scheduler.report.page.index import page


def bounded(all_goals, **bounds):
    """The fake roster with a bound for all goals and some for single ones."""
    one = fake_answer()
    return replace(one, result=replace(one.result, bound=float(all_goals), bounds=bounds))


def test_points_are_the_amounts_at_their_prices():
    one = fake_answer()
    goals = goals_of(one.operation)
    for name in one.score.points:
        levels = levels_of(goals, one.operation, one.horizon, one.requirement, (name,))
        missed = [amount(one.score.case, level, goals) for level in levels]
        prices = [goals[name].price_range(level, one.operation) for level in levels]
        for end in (0, 1):  # each priority of this operation has a level of its own
            priced = sum(price[end] * amount for price, amount in zip(prices, missed, strict=True))
            assert priced == pytest.approx(one.score.points[name], abs=1), name


@pytest.mark.parametrize(
    ("weight", "prices"),
    [({1: 1000, 4: 40, 5: 30}, (30, 40)), ({1: 1000, 4: 40, 5: 0}, (0, 40)), ([1000, 300, 100, 30, 20, 10], (20, 30))],
)
def test_a_unit_of_the_last_level_costs_between_its_queues_weights(weight, prices):
    """Queues of priority 1, 4 and 5: weights of priorities that no queue has do not count, one of 0 does."""
    goal = Short.model_validate({"weight": weight})
    made = operation(queues=[queue("a", 1), queue("b", 4), queue("c", 5)])
    one, last = levels_of({"short": goal}, made, horizon(), requirement(made, horizon(), {"a": {1: 1}}))
    assert goal.price_range(one, made) == (1000, 1000)
    assert goal.price_range(last, made) == prices


def test_what_costs_nothing_is_saveable_whatever_is_proved():
    free = Room(Level("short", 4, "agent-hours", 0.1), 5.0, 0.0, 1.0)
    assert free.bought(0) == 4
    assert Room(free.level, 5.0, 20.0, 1.0).bought(0) == 0
    assert Room(free.level, 5.0, 20.0, 1.0).bought(50) == 2.5


def test_no_more_is_saveable_than_the_gap_buys_nor_than_is_missed():
    one = fake_answer()
    objective = one.score.objective
    wide, narrow = bounded(0), bounded(objective - 600)
    for found in (amounts_of(wide), amounts_of(narrow)):
        assert all(0 <= row.saveable <= row.amount - row.alone for row in found.values())
    dear = amounts_of(narrow)["cover"]
    assert dear.saveable == pytest.approx(min(600 / 100_000, dear.amount), abs=1e-4)
    assert all(row.saveable == pytest.approx(row.amount) for row in amounts_of(wide).values())


def test_what_is_proved_of_a_goal_alone_is_not_saveable():
    """Half of its open hours are proved to stay open."""
    points = fake_answer().score.points["cover"]
    half = bounded(0, cover=points / 2)
    row = amounts_of(half)["cover"]
    assert row.alone == pytest.approx(row.amount / 2, rel=1e-3)
    assert row.saveable == pytest.approx(row.amount / 2, rel=1e-3)
    assert hours_saveable(half, "cover") == pytest.approx(row.amount / 2, rel=1e-3)


def test_together_no_more_is_saveable_than_level_by_level():
    for spare in (0, 50, 1_000, 20_000, 10**9):
        one = bounded(max(0, fake_answer().score.objective - spare))
        rows = [row for row in amounts_of(one).values() if row.unit == "agent-hours"]
        together = hours_saveable(one)
        assert max(row.saveable for row in rows) - 1e-3 <= together <= sum(row.saveable for row in rows) + 1e-3


def test_the_badge_speaks_in_agent_hours():
    one = bounded(fake_answer().score.objective - 300)
    assert standing(one) == f"Feasible: at most {saveable_words(one)} could still be saved"
    assert saveable_words(one) == "15.0 agent-hours, or 3 points of other goals"  # 300 points, late work at 20 an hour
    hourly = {goal: float(one.score.points[goal]) for goal in ("cover", "short", "late")}
    nothing = replace(one.result, bound=float(one.score.objective - 1), bounds=hourly)
    assert saveable_words(replace(one, result=nothing)) == "1 point"


def test_the_summary_has_them_by_level():
    told = summary(fake_answer())["amounts"]
    assert {"cover", "late"} < {*told}
    assert any(name.startswith("short ") for name in told)
    assert {*told["cover"]} == {"amount", "alone", "saveable", "unit"}


def test_what_is_hardly_proved_is_not_told_as_saveable():
    """With a bound of a point all missing hours could be saved; with 300 points to spare only 15 of them."""
    weak, strong = bounded(1), bounded(fake_answer().score.objective - 300)
    assert (hardly_proved(weak), hardly_proved(strong)) == (True, False)
    assert standing(weak) == "Feasible: how much could still be saved is not proved; a longer solve proves more"
    told = b"of them could still be saved with nothing else getting worse"
    assert told not in page(weak)
    assert told in page(strong)
