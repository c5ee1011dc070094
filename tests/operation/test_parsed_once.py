"""Limits and goals are parsed when a workspace is loaded, and never again; a changed table is read anew."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from load_case import broken
from small_case import MONDAY, agent, horizon, operation, queue, requirement

from scheduler.goals import GOALS, goals_of, read_goals
from scheduler.goals.cost import Cost
from scheduler.goals.goal import Goal, goal_of
from scheduler.judge.check import check
from scheduler.judge.explain.explain import explain
from scheduler.judge.score import score
from scheduler.load import load
from scheduler.model.settings import SolveSettings
from scheduler.model.solve import solve
from scheduler.operation import Contract, Operation, Overtime, Settings
from scheduler.problem.automata.kinds import speak
from scheduler.rules import limits_for, parse, read_limits
from scheduler.rules.limits.hours_week import HoursWeek
from scheduler.rules.rule import Limit

FULL = {"hours_week": {"min": 8, "max": 40}, "rest_hours": 11, "max_shifts": {"night": 1, "day": 5}}
SCENARIO = "config/scenarios/test.toml"


def loaded(**changes) -> Operation:
    """A tiny operation of two people, parsed as loading does."""
    made = operation(
        [agent("ann"), agent("bob")], [queue("calls")], Contract(id="full", limits=FULL, cost_hour=20),
        rules={"days_in_a_row": {"max": 5}}, goals={"short": 500, "cost": 1}, **changes,
    )  # fmt: skip
    for read in (read_limits, read_goals):
        made, wrong = read(made)
        assert not wrong
    return made


def limit(made: Operation, name: str) -> Limit:
    return next(limit for limit in limits_for(made, made.agents[0]) if limit.name == name)


@pytest.fixture
def parsings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of limits and goals, whenever one is parsed."""
    found: list[str] = []
    for model in (Limit, Goal):
        plain = model.model_validate.__func__

        def counted(cls, *given, plain=plain, **named):
            found.append(cls.name)
            return plain(cls, *given, **named)

        monkeypatch.setattr(model, "model_validate", classmethod(counted))
    return found


def test_nothing_is_parsed_from_loading_to_the_judges(parsings: list[str]) -> None:
    made = loaded()
    assert sorted(parsings) == sorted([*FULL, "days_in_a_row", *GOALS])
    parsings.clear()
    wanted = requirement(made, horizon(), {"calls": {30: 1, 31: 1}})
    result = solve(made, horizon(), wanted, SolveSettings(iterations=5, time_limit=5))
    assert not check(made, horizon(), result.roster)
    score(made, horizon(), wanted, result.roster)
    explain(made, horizon(), wanted, result.roster)
    assert parsings == []


def test_loading_parses_every_limit_and_goal(tmp_path: Path) -> None:
    made = load(broken(tmp_path))
    tables = [made.rules, made.goals, *(contract.limits for contract in made.contracts.values())]
    assert all(isinstance(table, Settings) for table in tables)
    assert all(goal is goals_of(made)[name] for name, goal in goals_of(made).items())
    fewer = replace(made, agents=made.agents[:1])
    assert limits_for(fewer, fewer.agents[0]) is limits_for(made, made.agents[0])


def test_a_scenario_changes_what_is_parsed(tmp_path: Path) -> None:
    text = "[contracts.full-time]\nrest_hours = 12\n[rules]\ndays_in_a_row = { max = 4 }\n[goals.late]\nweight = 3\n"
    made = load(broken(tmp_path, (SCENARIO, "*", text)), scenario="test")
    person = next(one for one in made.agents if one.contract == "full-time")
    assert next(one.hours for one in limits_for(made, person) if one.name == "rest_hours") == 12
    assert 4 in [one.max for one in limits_for(made, person) if one.name == "days_in_a_row"]
    assert goals_of(made)["late"].weight == 3


def test_a_changed_table_is_read_anew() -> None:
    made = loaded()
    goals = replace(made, goals={**made.goals, "short": 7})
    assert (goals_of(goals)["short"].weight, goal_of(goals, Cost).weight) == ((7,), 1)
    assert limit(replace(made, rules={**made.rules, "days_in_a_row": {"max": 3}}), "days_in_a_row").max == 3
    contract = made.contracts["full"].model_copy(update={"limits": {**FULL, "rest_hours": 12}})
    assert limit(replace(made, contracts={"full": contract}), "rest_hours").hours == 12
    assert limit(made, "rest_hours").hours == 11


def test_what_is_filled_in_follows_the_contract() -> None:
    made = loaded()
    contract = made.contracts["full"]
    more = contract.model_copy(update={"id": "more", "overtime": Overtime(max_hours_week=5)})
    other = replace(made, contracts={"full": more})
    assert (limit(other, "hours_week").overtime, limit(other, "hours_week").source) == (5, "contract more")
    assert (limit(made, "hours_week").overtime, limit(made, "hours_week").source) == (0, "contract full")


def test_nobody_changes_a_parsed_table() -> None:
    table = loaded().contracts["full"].limits
    table["hours_week"]["max"] = 1
    table.get("max_shifts").clear()
    assert dict(table) == FULL == table
    with pytest.raises(TypeError):
        table["rest_hours"] = 12


def test_a_parsed_table_survives_the_way_to_another_process() -> None:
    made = loaded()
    there = pickle.loads(pickle.dumps(made))
    assert (there.goals, there.rules) == (made.goals, made.rules)
    assert goals_of(there) == goals_of(made)


def test_tables_that_say_the_same_in_another_order_are_two() -> None:
    made = loaded()
    contract = made.contracts["full"].model_copy(update={"limits": dict(reversed(FULL.items()))})
    turned, _ = read_limits(replace(made, contracts={"full": contract}))
    assert turned.contracts["full"].limits != made.contracts["full"].limits
    names = [[one.name for one in limits_for(one, one.agents[0]) if one.name in FULL] for one in (made, turned)]
    assert names == [list(FULL), list(reversed(FULL))]


HOURS = st.none() | st.integers(0, 3)


@given(st.tuples(HOURS, HOURS, st.integers(0, 1)), st.tuples(HOURS, HOURS, st.integers(0, 1)))
def test_keys_are_equal_where_the_settings_are(left: tuple, right: tuple) -> None:
    made = [HoursWeek.model_construct(min=low, max=high, overtime=more) for low, high, more in (left, right)]
    assert (made[0].key == made[1].key) == (left == right)


def test_keys_know_the_name_and_not_the_place() -> None:
    one, other = parse("rest_hours", 11, "rules.toml"), parse("rest_hours", {"hours": 11}, "contract full")
    assert one.key == other.key
    assert len({parse(name, {"max": 5}).key for name in ("days_in_a_row", "days_week", "hours_week")}) == 3
    caps = [{"night": 1, "day": 5}, {"night": 1, "day": 6}, {"night": 1}]
    assert [parse("max_shifts", cap).key == parse("max_shifts", caps[0]).key for cap in caps] == [True, False, False]
    weights = [5, {"start": 5, "lone_off": 5, "lone_on": 5}, {"start": 5}]
    keys = [goals_of(operation(goals={"regular": {"weight": weight}}))["regular"].key for weight in weights]
    assert [key == keys[0] for key in keys] == [True, True, False]


def test_limits_that_differ_only_in_their_place_make_one_kind() -> None:
    made = loaded()
    again = tuple(one.model_copy(update={"source": "elsewhere"}) for one in limits_for(made, made.agents[1]))
    assert len(speak(made, horizon(MONDAY), {"bob": again})) == 1
    tighter = (*(one for one in again if one.name != "rest_hours"), parse("rest_hours", 12))
    assert len(speak(made, horizon(MONDAY), {"bob": tighter})) == 2
