"""goals.toml: defaults, tables that override them, and what is refused."""

import pytest
from small_case import operation

from scheduler.errors import InputError
from scheduler.goals import GOALS, complaints, goals_of
from scheduler.goals.regular import Weights


def test_every_goal_of_the_formats_is_here_with_its_default():
    weights = {name: goal.weight for name, goal in goals_of(operation()).items()}
    assert weights.items() >= {
        "cover": 100_000,
        "short": (1000, 300, 100, 30),
        "late": 20,
        "headcount": 1,
        "meetings": 1,
        "wishes": 1,
        "fairness": 0,
        "cost": 0,
        "change": 0,
        "regular": Weights(),
    }.items()


def test_a_goals_name_is_its_files_name():
    assert all(kind.name == name and kind.__module__ == f"scheduler.goals.{name}" for name, kind in GOALS.items())


def test_a_table_overrides_its_goal_and_leaves_the_others():
    goals = goals_of(operation(goals={"late": {"weight": 5}, "cover": 7}))
    assert (goals["late"].weight, goals["cover"].weight, goals["wishes"].weight) == (5, 7, 1)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"shrot": {"weight": 1}}, "config/goals.toml: there is no goal 'shrot'; did you mean 'short'?"),
        ({"late": {"wieght": 1}}, "config/goals.toml: [late] has no key 'wieght'; did you mean 'weight'?"),
        (
            {"cost": {"weight": -1}},
            "config/goals.toml: [cost] weight: Input should be greater than or equal to 0, not -1",
        ),
        (
            {"short": {"weight": {"urgent": 1}}},
            "config/goals.toml: [short] weight: weight wants priorities as keys, such as { 1 = 1000, 2 = 300 }, "
            "not {'urgent': 1}",
        ),
        (
            {"short": {"weight": []}},
            "config/goals.toml: [short] weight: weight wants a number, a list of one weight a priority, "
            "or a table such as { 1 = 1000 }, not []",
        ),
    ],
)
def test_what_is_refused_and_how(table, message):
    with pytest.raises(InputError) as refused:
        goals_of(operation(goals=table))
    assert str(refused.value) == message


def test_all_complaints_come_at_once_with_table_and_key():
    wrong = complaints(operation(goals={"lat": {}, "late": {"wait": 1, "weight": "much"}}))
    assert [(file, table, key) for file, table, key, _ in wrong] == [
        ("config/goals.toml", "lat", ""),
        ("config/goals.toml", "late", "weight"),
        ("config/goals.toml", "late", "wait"),
    ]
