"""The engine for headcount: bounds below every roster, lists of lines complete, choices proved, tables as the steps."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from scheduler.clock import Horizon
from scheduler.judge import score
from scheduler.load import load
from scheduler.model import SolveSettings, solve
from scheduler.model.bound.pricer import Pricer
from scheduler.model.bound.relaxation import Relaxation
from scheduler.model.headcount.dive import Dive
from scheduler.model.headcount.pick import Picker
from scheduler.model.search.fold import walks
from scheduler.operation import FloatArray, IntArray
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.pose import pose
from scheduler.rules.limits.minutes_horizon import HorizonSumTrack
from scheduler.rules.track import Day, Track
from scheduler.staffing import staff

MONDAY = date(2026, 6, 1)
HORIZON = Horizon(MONDAY, 1, "UTC")
WANTED = {"E": (2, 1, 1, 2, 1, 1, 0), "L": (0, 1, 2, 0, 1, 1, 1)}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Three people, two shifts, one week; wishes and unlike weights."""
    files = {
        "config/operation.toml": 'name = "Heads"\ntime_zone = "UTC"\nweek_starts = "monday"\ninterval_minutes = 60\n'
        "shift_step_minutes = 60\nbreak_step_minutes = 15\n",
        "config/sites.toml": '[home]\nname = "Home"\ntime_zone = "UTC"\n',
        "config/shifts.toml": '[E]\nstart = "06:00"\nhours = 8\n[L]\nstart = "14:00"\nhours = 8\n'
        'not_followed_by = ["E"]\n',
        "config/contracts.toml": "[full]\nminutes_horizon = { min = 960, max = 2400 }\nmax_shifts = { L = 3 }\n"
        "days_in_a_row = { min = 2, max = 4 }\nrest_hours = 11\n[part]\nminutes_horizon = { max = 1440 }\n",
        "config/agents.csv": "agent,name,site,contract,skills,languages,roles\n"
        "a,Ada,home,full,,,\nb,Ben,home,full,,,\nc,Cy,home,part,,,\n",
        "config/wishes.csv": f"agent,date,wish,shift,weight\na,{MONDAY},off,,3\nb,{MONDAY},work,L,4\n",
        "forecasts/headcount.csv": "date,shift,agents,weight_under,weight_over\n"
        + "".join(
            f"{MONDAY + timedelta(days=day)},{shift},{count},{10 + day},1\n"
            for shift, row in WANTED.items()
            for day, count in enumerate(row)
        ),
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def problem(root: Path) -> Problem:
    operation = load(root)
    return pose(operation, HORIZON, staff(operation, HORIZON))


def missed_by_pairs(pricer: Pricer, first: FloatArray, second: FloatArray, third: FloatArray) -> FloatArray:
    """[line of the second, line of the third] headcount points beside one line of the first; lines are rows, 0 or 1.

    One more person on a row changes its points by what that row costs with it less what it costs without, so all pairs
    are one product of matrices: by einsum, as the threads of a library get into each other's way on a busy machine.
    """

    def points(missing: FloatArray) -> FloatArray:
        found: FloatArray = np.maximum(missing, 0) * pricer.under + np.maximum(-missing, 0) * pricer.over
        return found

    left = pricer.wanted - first - second
    without, within = points(left), points(left - 1)
    pairs: FloatArray = without.sum(axis=1)[:, None] + np.einsum("jr,kr->jk", within - without, third)
    return pairs


def every_line(problem: Problem, a: int) -> list[IntArray]:
    """All legal lines of an agent, by trying everything: three letters a day, 2,187 spellings."""
    first = problem.variants.first[problem.people.alphabet[a]]
    found = []
    for code in range(3**7):
        letters = np.array([code // 3**day % 3 for day in range(7)])
        line = np.where(letters == 0, -1, first[:7] + letters - 1).astype(np.int64)
        if walks(problem, a, line):
            found.append(line)
    return found


def least(problem: Problem, pricer: Pricer, lines: list[list[IntArray]]) -> float:
    """The least points of any three lines, by trying all of them."""
    rows = len(pricer.wanted)
    heads = [np.zeros((len(own), rows)) for own in lines]
    points = [np.array([pricer.points(a, line) for line in own]) for a, own in enumerate(lines)]
    for a, own in enumerate(lines):
        for k, line in enumerate(own):
            heads[a][k, pricer.heads(a, line)] = 1
    best = np.inf
    for i in range(len(lines[0])):
        missed = missed_by_pairs(pricer, heads[0][i], heads[1], heads[2])
        best = min(best, float((missed + points[1][:, None] + points[2]).min()) + points[0][i])
    return best + problem.people.idle_points


def test_the_engine_proves_the_least_that_trying_everything_finds(root: Path, problem: Problem) -> None:
    pricer = Pricer(problem)
    lines = [every_line(problem, a) for a in range(3)]
    truth = least(problem, pricer, lines)
    operation = load(root)
    requirement = staff(operation, HORIZON)
    result = solve(operation, HORIZON, requirement, SolveSettings(time_limit=20))
    assert score(operation, HORIZON, requirement, result.roster).objective == truth
    assert result.bound == truth
    assert result.stopped_by == "proved"


def relaxed(problem: Problem) -> Relaxation:
    """Everybody's relaxation, solved."""
    pricer = Pricer(problem)
    relaxation = Relaxation(pricer, np.arange(3), pricer.wanted.copy())
    for a in range(3):
        relaxation.add(a, pricer.best(np.array([a]), np.zeros(len(pricer.wanted)))[0][0])
    assert relaxation.solve(lambda: True)
    return relaxation


def test_the_bound_stays_below_whatever_line_is_fixed_and_let_go(problem: Problem) -> None:
    lines = [every_line(problem, a) for a in range(3)]
    relaxation = relaxed(problem)
    idle, whole = problem.people.idle_points, relaxation.bound
    for line in random.Random(1).sample(lines[0], 20):
        relaxation.add(0, line)
        relaxation.fix(0, line)
        truth = least(problem, relaxation.pricer, [[line], *lines[1:]])
        assert relaxation.bound + idle <= truth + 1e-6  # by the prices in hand
        assert relaxation.solve(lambda: True)
        assert whole - 1e-6 <= relaxation.bound
        assert relaxation.bound + idle <= min(truth, relaxation.value + idle) + 1e-6
        relaxation.forbid(0, line)
        assert relaxation.bound <= whole + 1e-6
        assert relaxation.solve(lambda: True)


def test_a_dive_ends_as_good_as_asked_or_not_at_all(problem: Problem) -> None:
    lines = [every_line(problem, a) for a in range(3)]
    pricer, idle = Pricer(problem), problem.people.idle_points
    truth, reached = least(problem, pricer, lines), 0
    for number in range(30):
        chance = np.random.default_rng(number)
        greed = 4.0 if number % 2 else 1.0
        assert Dive(relaxed(problem), truth - 1 - idle, greed, chance).lines(lambda: True) is None
        found = Dive(relaxed(problem), truth - idle, greed, chance).lines(lambda: True)
        if found is not None:
            assert least(problem, pricer, [[found[a]] for a in range(3)]) == truth
            reached += 1
    assert reached > 0
    assert Dive(relaxed(problem), truth, 1.0, np.random.default_rng(1)).lines(lambda: False) is None


def test_the_relaxation_is_below_and_all_near_lines_are_listed(problem: Problem) -> None:
    pricer = Pricer(problem)
    agents = np.arange(3)
    relaxation = Relaxation(pricer, agents, pricer.wanted.copy())
    for a in range(3):
        relaxation.add(a, pricer.best(np.array([a]), np.zeros(len(pricer.wanted)))[0][0])
    assert relaxation.solve(lambda: True)
    lines = [every_line(problem, a) for a in range(3)]
    assert relaxation.bound + problem.people.idle_points <= least(problem, pricer, lines) + 1e-6
    for a, own in enumerate(lines):
        worth = {line.tobytes(): _worth(pricer, a, line, relaxation.prices) for line in own}
        for slack in (0.0, 5.0, 17.0):
            near = pricer.near(a, relaxation.prices, slack + 1e-6, 5000)
            assert near is not None
            wanted = {key for key, value in worth.items() if value >= max(worth.values()) - slack - 1e-6}
            assert {line.tobytes() for line in near} == wanted
    assert pricer.near(0, relaxation.prices, 1e6, 3) is None


def _worth(pricer: Pricer, a: int, line: IntArray, prices: np.ndarray) -> float:  # type: ignore[type-arg]
    return float(prices[pricer.heads(a, line)].sum()) - pricer.points(a, line)


def test_a_choice_is_the_best_of_the_lines_given(problem: Problem) -> None:
    pricer, chance = Pricer(problem), random.Random(3)
    lines = [chance.sample(every_line(problem, a), 12) for a in range(3)]
    truth = least(problem, pricer, lines) - problem.people.idle_points
    picked = Picker(pricer).pick(dict(enumerate(lines)), pricer.wanted.copy(), 1e6, 10.0)
    assert picked.proved
    assert picked.lines is not None
    assert least(problem, pricer, [[picked.lines[a]] for a in range(3)]) - problem.people.idle_points == truth
    nothing = Picker(pricer).pick(dict(enumerate(lines)), pricer.wanted.copy(), truth - 1, 10.0)
    assert nothing.proved
    assert nothing.lines is None


@pytest.mark.parametrize("track", [HorizonSumTrack(1000, None), HorizonSumTrack(0, 1500), HorizonSumTrack(900, 900)])
def test_a_table_says_what_the_steps_say(track: HorizonSumTrack) -> None:
    day = Day(3, MONDAY, 0, False, False, False)
    states, keys = [0, 300, 480, 900, 1000], [0, 240, 480, 720]
    table, after = track.table(states, day, keys)
    plain, plain_after = Track.table(track, states, day, keys)
    named = [[after[place] if place >= 0 else None for place in row] for row in table.tolist()]
    assert named == [[plain_after[place] if place >= 0 else None for place in row] for row in plain.tolist()]


def test_pairs_miss_what_each_of_them_misses(problem: Problem) -> None:
    """The product of matrices against the sum written out, for lines drawn at random."""
    pricer, chance = Pricer(problem), np.random.default_rng(1)
    first, second, third = (chance.integers(0, 2, (5, len(pricer.wanted))).astype(np.float64) for _ in range(3))
    for one in first:
        found = missed_by_pairs(pricer, one, second, third)
        for j, two in enumerate(second):
            left = pricer.wanted - one - two - third
            written_out = np.maximum(left, 0) @ pricer.under + np.maximum(-left, 0) @ pricer.over
            np.testing.assert_allclose(found[j], written_out)
