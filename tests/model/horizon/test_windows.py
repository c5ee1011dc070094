"""Long horizons: solved window by window, legal from the first day to the last, conflicts named, bounds that hold."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from tiny_workspace import tiny_workspace
from windows_case import MONDAY, WEEKS, opened, quarter

from scheduler.clock import Horizon
from scheduler.errors import Conflict
from scheduler.judge import check, score
from scheduler.load import load
from scheduler.model import SolveSettings, solve
from scheduler.model.conflict.stuck import stuck_agents
from scheduler.model.horizon.decided import Decided
from scheduler.model.horizon.posing import Posing
from scheduler.model.horizon.shape import wants_windows
from scheduler.operation import Agent, Operation, Pin
from scheduler.problem.automata.walk import is_legal
from scheduler.roster import Duty, Roster
from scheduler.rules import RULES
from scheduler.rules.limits.max_shifts import MaxShifts
from scheduler.rules.limits.minutes_horizon import MinutesHorizon
from scheduler.rules.portion import Portion
from scheduler.staffing import staff


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return quarter(tmp_path)


def test_a_quarter_is_legal_and_everybody_wanted_is_there(root: Path) -> None:
    """Six people owe 50 to 60 shifts each, 300 in all; 168 are wanted. So nobody is missing and 132 are too many."""
    operation, horizon, requirement = opened(root)
    assert wants_windows(horizon, requirement)
    result = solve(operation, horizon, requirement, SolveSettings(time_limit=8))
    assert not check(operation, horizon, result.roster)
    counted = score(operation, horizon, requirement, result.roster)
    assert counted.objective >= 132
    assert counted.objective <= 150
    assert result.bound <= counted.objective
    assert result.seconds <= 8 * 1.05 + 2


def test_each_window_is_solved_in_strict_order(root: Path) -> None:
    """Nobody is missing and 132 are too many, as above; wishes are met after that, and each level is told."""
    days = [(number, MONDAY + timedelta(days=7 * week + number)) for number in range(6) for week in range(WEEKS)]
    rows = [f"a{number},{day},off,,5\n" for number, day in days]
    (root / "config" / "wishes.csv").write_text("agent,date,wish,shift,weight\n" + "".join(rows))
    operation, horizon, requirement = opened(root)
    result = solve(operation, horizon, requirement, SolveSettings(time_limit=8, lexicographic=True))
    assert not check(operation, horizon, result.roster)
    points = score(operation, horizon, requirement, result.roster).points
    assert [one.level for one in result.order] == ["headcount", "wishes"]
    assert 132 <= points["headcount"] <= 150
    assert all(one.bound <= points[one.level] for one in result.order)


def test_asked_to_stop_it_goes_the_whole_way_and_writes(root: Path) -> None:
    operation, horizon, requirement = opened(root)
    stop = Event()
    stop.set()
    result = solve(operation, horizon, requirement, SolveSettings(time_limit=60, stop=stop))
    assert result.stopped_by == "interrupt"
    assert result.seconds < 30
    assert not check(operation, horizon, result.roster)


def test_a_roster_in_hand_is_gone_on_from(root: Path) -> None:
    operation, horizon, requirement = opened(root)
    first = solve(operation, horizon, requirement, SolveSettings(time_limit=1))
    again = solve(operation, horizon, requirement, SolveSettings(time_limit=1, start=first.roster))
    assert not check(operation, horizon, again.roster)


def test_a_conflict_of_a_late_week_is_named(root: Path) -> None:
    """Two weeks of work asked for by pins, where five days in a row are the most."""
    first = MONDAY + timedelta(weeks=9)
    pins = "".join(f"a3,{first + timedelta(days=day)},E,,\n" for day in range(7))
    (root / "config" / "fixed.csv").write_text("agent,date,shift,start,end\n" + pins)
    with pytest.raises(Conflict, match=r"a3: .*days_in_a_row"):
        solve(*opened(root), SolveSettings(time_limit=4))


def test_a_conflict_of_the_whole_horizon_is_named(root: Path) -> None:
    contracts = root / "config" / "contracts.toml"
    contracts.write_text(contracts.read_text().replace("max = 8 }", "max = 0 }").replace("min = 24000", "min = 28800"))
    leave = "".join(f"a1,{MONDAY + timedelta(days=7 * week)},{MONDAY + timedelta(days=7 * week + 1)},off\n"
                    for week in range(WEEKS))  # fmt: skip
    (root / "config" / "time_off.csv").write_text("agent,start,end,kind\n" + leave)
    with pytest.raises(Conflict, match=r"a1: .*minutes_horizon"):
        solve(*opened(root), SolveSettings(time_limit=4))


def test_a_walk_finds_what_the_checks_find(root: Path) -> None:
    """Lines at random: legal to the solver's states from day to day if and only if no plain check complains."""
    operation, horizon, _ = opened(root)
    chance, agent = random.Random(7), operation.agents[0]
    counted = {True: 0, False: 0}
    for _ in range(300):
        duties = drawn(operation, horizon, agent, chance)
        one = replace(operation, agents=(agent,))
        legal = is_legal(one, horizon, agent, duties)
        assert legal == (not check(one, horizon, Roster(tuple(duties))))
        counted[legal] += 1
    assert min(counted.values()) > 10


def drawn(operation: Operation, horizon: Horizon, agent: Agent, chance: random.Random) -> list[Duty]:
    """Five days on, two off, weekends now and then, and sometimes a slip."""
    offset, slip = chance.randrange(7), chance.random() < 0.6
    works = [(day + offset) % 7 < 5 and (day // 7) % 12 < 11 for day in range(horizon.days)]
    if slip:
        works[chance.randrange(horizon.days)] ^= True
    shifts = ["E" if (day + offset) // 7 % 3 else "L" for day in range(horizon.days)]
    duties = []
    for day in (day for day in range(horizon.days) if works[day]):
        start = horizon.start + timedelta(days=day, hours=6 if shifts[day] == "E" else 14)
        end = start + timedelta(hours=8)
        duties.append(Duty(agent.id, MONDAY + timedelta(days=day), shifts[day], start, end, "home", 480))
    return duties


def portion(share: float, *, loose: int = 0, elsewhere: tuple[Duty, ...] = (), states: int = 40) -> Portion:
    return Portion(Horizon(MONDAY, 2, "UTC"), elsewhere, (), share, loose, 480, 1, states)


def test_only_those_without_a_line_leave_the_even_pace(root: Path) -> None:
    """a2 is off for eighteen of the first 21 days, where the even pace wants a quarter of its shifts."""
    operation, horizon, requirement = opened(root)
    pins = tuple(Pin("a2", MONDAY + timedelta(days=day), "off") for day in range(18))
    part = replace(operation, pins=pins)
    posing = Posing(part, horizon, requirement, SolveSettings(), Decided(part, horizon))
    posing.parts.away = {}  # so that the pace does not know
    cut, problem = posing.posed(range(3))
    assert not stuck_agents(cut.operation, problem)
    assert [agent.id for agent in posing.unpaced] == ["a2"]


def test_limits_of_the_horizon_are_what_is_left_and_paced() -> None:
    worked = tuple(
        Duty("a", MONDAY + timedelta(days=14 + day), "L", *(2 * [Horizon(MONDAY, 2, "UTC").start]), "home", 480)
        for day in range(7)
    )
    minutes = MinutesHorizon(min=9600, max=12000)
    last = minutes.within(portion(1.0, elsewhere=worked))
    assert (last.min, last.max) == (9600 - 3360, 12000 - 3360)  # type: ignore[attr-defined]
    half = minutes.within(portion(0.5))
    assert half.min <= 4800  # type: ignore[attr-defined]
    assert 6000 <= half.max <= 6000 + 480  # type: ignore[attr-defined]
    capped = MaxShifts.model_validate({"L": 9, "E": 8}).within(portion(1.0, elsewhere=worked, states=2))
    assert isinstance(capped, MaxShifts)
    assert capped.most == {"L": 2, "E": 8}
    assert {shift: len(dates) for shift, dates in capped.only.items()} == {"L": 2, "E": 8}


def test_only_limits_of_the_horizon_change_in_some_weeks() -> None:
    assert {name for name, rule in RULES.items() if rule.counts_horizon()} == {
        "minutes_horizon",
        "max_shifts",
        "weekends",
    }


def test_the_bounds_of_weeks_alone_sum_to_one_of_the_horizon(tmp_path: Path) -> None:
    """One person is wanted in all 56 open hours of each of six weeks; the one there is works 40 a week.

    So 16 agent-hours a week are missing, at 300 points.
    """
    tiny_workspace(tmp_path)
    first = MONDAY + timedelta(days=203)
    agents = tmp_path / "config" / "agents.csv"
    agents.write_text("\n".join(agents.read_text().splitlines()[:2]) + "\n")
    rows = [f"calls,{first + timedelta(days=day)}T{hour:02d}:00:00+00:00,60,1,600"
            for day in range(42) for hour in range(8, 16)]  # fmt: skip
    (tmp_path / "forecasts" / "calls.csv").write_text(
        "\n".join(["queue,start,minutes,volume,handle_seconds", *rows, ""])
    )
    operation, horizon = load(tmp_path), Horizon(first, 6, "UTC")
    requirement = staff(operation, horizon)
    assert wants_windows(horizon, requirement)
    result = solve(operation, horizon, requirement, SolveSettings(time_limit=2.5))
    points = score(operation, horizon, requirement, result.roster).objective
    assert points == 6 * 16 * 300
    assert 0.8 * points < result.bound <= points
    in_order = solve(operation, horizon, requirement, SolveSettings(time_limit=2, lexicographic=True))
    assert score(operation, horizon, requirement, in_order.roster).objective == points
    assert [(one.level, one.bound) for one in in_order.order] == [("short 2", 0.0)]
