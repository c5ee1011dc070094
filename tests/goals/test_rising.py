"""Weekend shifts and overtime cost more the more a person has of them: the solver prices them as the goals count."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import numpy as np
import pytest
from small_case import MONDAY, PACIFIC, agent, horizon, operation, requirement

from scheduler.clock import instant, is_weekend
from scheduler.judge import check, score
from scheduler.model import SolveSettings, solve
from scheduler.model.activities.unfold import unfold
from scheduler.model.bound.bound import Prover
from scheduler.model.bound.pricer import Pricer
from scheduler.model.search.fold import walks
from scheduler.operation import Contract, Headcount, Leave, Shift, Worked
from scheduler.problem.needs.alone import alone
from scheduler.problem.pose import pose

FEBRUARY = date(2026, 2, 2)
DUTY = {"duty": Shift(id="duty", start="08:00", hours=8)}
OVERTIME = Contract(
    id="full",
    cost_hour=20,
    overtime={"max_hours_week": 8, "factor": 1.5},
    limits={"hours_week": {"min": 32, "max": 40}},
)


def wanted(day, people, shift="duty"):
    return Headcount(day=day, shift=shift, agents=people, weight_under=100_000, weight_over=100_000)


def leads(weeks, **changes):
    """Four equal people; every Saturday and Sunday wants one of them, other days want nobody."""
    rows = tuple(wanted(day, int(is_weekend(day))) for day in horizon(FEBRUARY, weeks).dates())
    people = [agent(name) for name in ("ann", "bob", "cy", "dee")]
    goals = {"fairness": {"weight": 1000}}
    return operation(people, (), Contract(id="full"), shifts=DUTY, headcount=rows, goals=goals, **changes)


def solved(made, span, iterations=60, **settings):
    """(believed, bound, counted, duties of each person) of a roster that the check passes."""
    needs = requirement(made, span)
    result = solve(made, span, needs, SolveSettings(iterations=iterations, time_limit=5, **settings))
    assert not check(made, span, result.roster)
    counted = score(made, span, needs, result.roster).objective
    return result.story[-1].best, result.bound, counted, Counter(duty.agent for duty in result.roster.duties)


@pytest.mark.parametrize(
    ("weeks", "points"),
    # 2 shifts: two people one each; 8: 4 x (1 + 2); 16: 4 x (1 + 2 + 3 + 4), in thousands
    [(1, 2_000), (4, 12_000), (8, 40_000)],
)
def test_weekend_shifts_go_round_within_the_horizon(weeks, points):
    believed, bound, counted, _ = solved(leads(weeks), horizon(FEBRUARY, weeks))
    assert believed == counted == points
    assert bound == pytest.approx(points)


def test_who_carried_many_in_history_carries_fewer_now():
    """Ann had 2 weekend shifts, the others none: 8 more go 3 to each of two, 2 to one of the others and none to Ann.

    6 + 6 + 3 = 15; or Ann one as her third: 3 + 3 + 3 + 6 = 15 as well.
    """
    days = [FEBRUARY - timedelta(days=before) for before in (2, 1)]
    at = [(instant(day, 480, PACIFIC), instant(day, 960, PACIFIC)) for day in days]
    past = tuple(Worked("ann", day, "duty", *span) for day, span in zip(days, at, strict=True))
    believed, bound, counted, carried = solved(leads(4, history=past), horizon(FEBRUARY, 4))
    assert believed == counted == 15_000
    assert bound == pytest.approx(15_000)
    assert carried["ann"] <= 1


def test_the_count_goes_on_from_window_to_window():
    """Ten weeks are solved in windows; weeks before and after each count: 20 shifts cost at least 4 x 15 thousand."""
    believed, bound, counted, _ = solved(leads(10), horizon(FEBRUARY, 10), 10)
    assert believed == counted
    assert bound <= 60_000 <= counted <= 62_000


@pytest.mark.parametrize("lexicographic", [False, True])
@pytest.mark.parametrize(
    ("shifts", "factor", "points"),
    [
        (10, 1.5, 1_600),  # 5 shifts each: 80 h x 20
        (11, 1.5, 1_840),  # one of the two has 48 h: 88 x 20 + 8 x 10
        (10, 0.5, 1_520),  # overtime is cheaper: 48 h and 32 h, 80 x 20 - 8 x 10
    ],
)
def test_overtime_is_priced(shifts, factor, points, lexicographic):
    rows = tuple(wanted(day, 1 + (k < shifts - 7)) for k, day in enumerate(horizon(FEBRUARY).dates()))
    contract = OVERTIME.model_copy(update={"overtime": OVERTIME.overtime.model_copy(update={"factor": factor})})
    people, goals = [agent("ann"), agent("bob")], {"cost": {"weight": 1}}
    made = operation(people, (), contract, shifts=DUTY, headcount=rows, goals=goals)
    believed, bound, counted, _ = solved(made, horizon(FEBRUARY), lexicographic=lexicographic)
    assert counted == points
    assert lexicographic or believed == counted
    assert lexicographic or bound == pytest.approx(points)


def mixed(**changes):
    """Two shifts of unlike length, a holiday on Friday, two days of leave for Bob, both goals."""
    shifts = {"duty": DUTY["duty"], "long": Shift(id="long", start="09:00", hours=9.5)}
    limits = {"hours_week": {"max": 24}, "days_week": {"min": 3, "max": 5}}
    contract = OVERTIME.model_copy(
        update={"limits": limits, "overtime": OVERTIME.overtime.model_copy(update={"max_hours_week": 14})}
    )
    leave = (Leave("bob", "holiday", MONDAY + timedelta(days=2), MONDAY + timedelta(days=3), hours=6),)
    rows = tuple(wanted(day, 1, shift) for day in horizon().dates() for shift in shifts)
    start, goals = instant(MONDAY - timedelta(days=1), 480, PACIFIC), {"fairness": {"weight": 7}, "cost": {"weight": 1}}
    past = (Worked("ann", MONDAY - timedelta(days=1), "duty", start, start + timedelta(hours=8)),)
    made = operation([agent("ann"), agent("bob")], (), contract, shifts=shifts, headcount=rows, goals=goals)
    return replace(made, leave=leave, history=past, **changes)


def lines_of(problem, a):
    """Every legal line of an agent: three choices a day."""
    first = problem.variants.first[problem.people.alphabet[a], :7]
    spelled = (np.array([-1 if one < 0 else first[day] + one for day, one in enumerate(line)])
               for line in product((-1, 0, 1), repeat=7))  # fmt: skip
    return [line for line in spelled if walks(problem, a, line)]


@pytest.mark.parametrize("a", [0, 1])
def test_lines_cost_what_the_goals_count(a):
    """Some of all lines, one person's at a time: the pricer's points are those of the count."""
    made, span = mixed(), horizon()
    problem, needs = pose(made, span, requirement(made, span)), requirement(made, span)
    pricer, pause = Pricer(problem), np.full((2, 7, 1), -1, dtype=np.int64)
    for line in lines_of(problem, a)[::37]:
        letter = np.full((2, 7), -1, dtype=np.int64)
        letter[a] = line
        points = score(made, span, needs, unfold(made, problem, letter, pause)).points
        assert pricer.points(a, line) == pytest.approx(points["fairness"] + points["cost"], abs=0.51)


def test_the_best_line_at_any_prices_is_found():
    """The oracle tries all lines: a line is worth its heads at the prices, less its own points."""
    made, random = mixed(), np.random.default_rng(5)
    problem = pose(made, horizon(), requirement(made, horizon()))
    pricer = Pricer(problem)
    every = [[(line, pricer.heads(a, line), pricer.points(a, line)) for line in lines_of(problem, a)] for a in (0, 1)]
    for _ in range(8):
        prices = random.uniform(0, 400, len(pricer.wanted))
        letters, values = pricer.best(np.arange(2), prices)
        for a, known in enumerate(every):
            worth = [prices[heads].sum() - points for _, heads, points in known]
            assert values[a] == pytest.approx(max(worth))
            assert prices[pricer.heads(a, letters[a])].sum() - pricer.points(a, letters[a]) == pytest.approx(values[a])
            near = pricer.near(a, prices, 30.0, 5000)
            assert near is not None
            assert len(near) == sum(one >= max(worth) - 30.0 for one in worth)


@pytest.mark.parametrize("goal", ["fairness", "cost"])
def test_the_bound_of_the_goal_alone_is_the_cheapest_line_of_each(goal):
    made = mixed()
    only = alone(pose(made, horizon(), requirement(made, horizon())), goal)
    pricer, prover = Pricer(only), Prover(only)
    prover.step()
    least = sum(min(pricer.points(a, line) for line in lines_of(only, a)) for a in (0, 1))
    assert prover.best == pytest.approx(least)


def test_the_search_believes_what_the_goals_count():
    believed, bound, counted, _ = solved(mixed(), horizon(), 200)
    assert believed == pytest.approx(counted, abs=0.51)
    assert bound <= counted
