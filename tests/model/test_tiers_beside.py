"""Tiers held by presence: nobody counts for two of one duty; model, bound and count against brute force."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import count

import numpy as np
import pytest
from beside_case import any_roster, asked, drawn, least, points
from small_case import MONDAY, agent, horizon, operation, queue, requirement

from scheduler.clock import instant
from scheduler.goals import goals_of
from scheduler.goals.order import levels_of
from scheduler.judge import agreement, check, score
from scheduler.model import SolveSettings, solve
from scheduler.model.bound.bound import Prover
from scheduler.model.bound.rounding import Rounding
from scheduler.model.given import of_given
from scheduler.model.lines.standing import empty_ledger
from scheduler.model.search.engine import Board, Found, Searcher
from scheduler.model.search.fold import fold
from scheduler.model.search.measure import Measure
from scheduler.operation import Break, Contract, Cover, Shift, Worked
from scheduler.problem.grid.beside import families_of
from scheduler.problem.needs.order import ordered
from scheduler.problem.pose import pose
from scheduler.problem.weeks.edge import without_first_hours

GOALS = ("cover", "short")
SETTINGS = SolveSettings(iterations=150, time_limit=5, only_goals=GOALS)


def duty(name="lead", **more):
    both = {"tiers": ["primary", "backup"]} if "tiers" not in more else {}
    return Cover(**{"name": name, "role": "lead", "on": ["monday"], "hours": "08:00-16:00", **both, **more})


def case(names, *covers, queues=(), **changes):
    made = operation([agent(name, roles=["lead"]) for name in names], queues, Contract(id="full"), cover=covers)
    return replace(made, **{"shifts": {"day": Shift(id="day", start="08:00", hours=8)}, **changes})


def solved(made, needs=None, **settings):
    """Points believed, proved and counted, which agree."""
    wanted = requirement(made, horizon(), needs or {})
    found = solve(made, horizon(), wanted, replace(SETTINGS, **settings))
    answer = replace(found.roster, held=None)  # places as they can be held, whoever was named
    assert not check(made, horizon(), answer)
    counted = score(made, horizon(), wanted, answer, only_goals=GOALS)
    assert agreement(counted.points, found.believed).agrees, (counted.points, found.believed)
    return found.bound, counted.objective


@pytest.mark.parametrize(("names", "missing"), [("A", 800_000), ("AB", 0)])
def test_one_lead_is_not_primary_and_backup_at_once(names, missing):
    # 8 hours of the second place x 100,000; the bound says that nobody can do better
    assert solved(case(names, duty())) == (missing, missing)


def test_tiers_take_nobody_off_a_queue():
    # both leads hold a tier and take calls all day: two are wanted and there, three would miss 8 x 1,000
    made = case("AB", duty(), queues=[queue("calls")])
    assert solved(made, {"calls": dict.fromkeys(range(8, 16), 2)}) == (0, 0)
    assert solved(made, {"calls": dict.fromkeys(range(8, 16), 3)}) == (8000, 8000)


def test_tiers_stand_beside_exclusive_duties_and_standby():
    # one of two leads is at the desk for 4 hours, off the queue, and holds a tier there; nights are stood by
    desk = duty("desk", tiers=None, exclusive=True, hours="08:00-12:00")
    night = duty("night", tiers=None, kind="on_call", hours="20:00-24:00")
    made = case("AB", night, duty(), desk, queues=[queue("calls")])
    demand = pose(made, horizon(), requirement(made, horizon()), GOALS).demand
    assert (demand.exclusive, demand.beside, demand.standby) == ({1}, ({2, 3},), 4)
    assert solved(made, {"calls": dict.fromkeys(range(8, 12), 2)}) == (4000, 4000)


def test_a_break_that_opens_a_shift_lifts_no_bound_above_the_count():
    # A holds one tier for 8 hours, tea at 08:00 included: the ledger takes tea for an hour in which nobody holds it
    tea = Break(name="tea", minutes=60, paid=True, between_hours=(0, 0))
    made = case("A", duty(), shifts={"day": Shift(id="day", start="08:00", hours=8, breaks=(tea,))})
    wanted = requirement(made, horizon())
    found = solve(made, horizon(), wanted, replace(SETTINGS, only_goals=("cover",)))
    counted = score(made, horizon(), wanted, replace(found.roster, held=None), only_goals=("cover",))
    assert found.bound <= counted.objective == 800_000
    assert found.believed["cover"] - counted.objective in (0, 100_000)


@pytest.mark.parametrize("lexicographic", [False, True])
def test_the_day_stage_and_levels_know_tiers(lexicographic):
    # a queue with a shortest stretch is shared out by the day stage: one place is open for 8 hours, no call is missed
    calls = queue("calls").model_copy(update={"minimum_stretch_minutes": 120})
    made = case("A", duty(), queues=[calls])
    assert solved(made, {"calls": dict.fromkeys(range(8, 16), 1)}, lexicographic=lexicographic)[1] == 800_000


def test_two_duties_are_held_at_once_unless_they_are_apart():
    # two leads for two duties of two tiers: all held; where the duties are apart, two of four places are open, 8 hours
    assert solved(case("AB", duty(), duty("safety"))) == (0, 0)
    apart = case("AB", duty(), duty("safety", apart_from=["lead"]))
    assert proved(apart, requirement(apart, horizon()), 2e6)[1] == pytest.approx(1_600_000)


@pytest.mark.parametrize("apart", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_no_roster_is_better_than_the_best_and_the_bound_is_not_above_it(seed, apart):
    """Two or three agents, every pair or triple of their lines: the search finds the fewest points of all."""
    one = drawn(seed, apart)
    best, opened = least(one)
    bound, found = proved(one.operation, asked(one), best)
    assert bound <= best + 1e-6
    assert found == pytest.approx(best)
    bound, found = proved(one.operation, asked(one), opened, ("cover",))
    assert 0.9 * opened <= bound <= opened + 1e-6
    assert found == pytest.approx(opened)


def proved(made, wanted, target, goals=GOALS):
    """The bound, and the points of the best roster that the search finds."""
    problem, taken, board = pose(made, horizon(), wanted, goals), count(), Board()
    bound = Prover(problem).raise_bound(lambda: target, lambda: next(taken) / 150)
    searcher = Searcher(problem, board, SETTINGS.seed, 0.0)
    searcher.construct()
    searcher.repeat(200, lambda: True)
    return bound, board.points


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_worked_the_model_has_the_points_of_the_count(seed):
    """Rosters at random: what the model believes, the count by matching, and brute force are one number."""
    one, random = drawn(100 + seed), np.random.default_rng(seed)
    for _ in range(4):
        every, answer = any_roster(one, random)
        opened, short = points(one, every)
        told = of_given(one.operation, horizon(), asked(one), SETTINGS, answer)
        unnamed = replace(told.roster, held=None)
        counted = score(one.operation, horizon(), asked(one), unnamed, only_goals=GOALS).points
        assert (counted["cover"], counted["short"]) == (opened, short)
        assert told.believed == pytest.approx({"cover": opened, "short": short})


@pytest.mark.parametrize("seed", range(6))
def test_apart_duties_are_counted_as_one_by_the_model(seed):
    """The ledger of any roster has the points of brute force, by weights and by levels."""
    one, random = drawn(seed, apart=True), np.random.default_rng(seed)
    problem = pose(one.operation, horizon(), asked(one), GOALS)
    assert len(problem.demand.beside) == 1
    levels = levels_of(goals_of(one.operation), one.operation, horizon(), asked(one), GOALS)
    for _ in range(4):
        every, answer = any_roster(one, random)
        letter, pause, _ = fold(one.operation, problem, answer, 1)
        opened, short = points(one, every)
        found = Found(0.0, letter, pause, np.zeros((0, problem.grid.intervals)), 0.0)
        measure = Measure(ordered(problem, one.operation, levels))
        assert measure.points(found) == pytest.approx(opened + short)
        hours = dict(zip([level.goal for level in levels], measure.amounts(found), strict=True))
        assert hours["cover"] == pytest.approx(opened / 100_000)


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_duties_tiers_and_shifts_changes_nothing(seed):
    one, random = drawn(seed), np.random.default_rng(seed)
    _, answer = any_roster(one, random)
    told = of_given(one.operation, horizon(), asked(one), SETTINGS, answer).believed
    for _ in range(3):
        covers = [cover.model_copy(update={"tiers": tuple(random.permutation(cover.tiers))})
                  for cover in random.permutation(np.array(one.operation.cover, dtype=object))]  # fmt: skip
        made = replace(one.operation, cover=tuple(covers), history=one.operation.history[::-1])
        other = replace(answer, duties=tuple(answer.duties[k] for k in random.permutation(len(answer.duties))))
        assert of_given(made, horizon(), asked(one), SETTINGS, other).believed == pytest.approx(told)


def test_who_is_at_work_since_sunday_holds_one_tier_only():
    # A is there until 06:00 on Monday, and a tier is due from 04:00 to 08:00 twice: 2 + 2 x 2 hours are open of 8
    night = [instant(MONDAY - timedelta(days=1), 60 * hour, "America/Los_Angeles") for hour in (22, 30)]
    past = (Worked("A", MONDAY - timedelta(days=1), "day", *night),)
    assert solved(case("A", duty(hours="04:00-08:00"), history=past)) == (600_000, 600_000)


def test_hours_that_weeks_before_may_hold_are_in_no_bound():
    # shifts of Sunday last until 06:00, 07:00 where clocks change: of 2 x 24 hours a bound leaves out 2 x 7
    night = {"night": Shift(id="night", start="22:00", hours=8)}
    made = case("A", duty(hours="00:00-24:00"), shifts=night)
    problem = pose(made, horizon(), requirement(made, horizon()), GOALS)
    idle = [empty_ledger(one, one.demand.need).points[0] for one in (problem, without_first_hours(problem))]
    assert idle == [4_800_000, 3_400_000]


def test_parts_of_ticks_from_last_week_are_parts_of_points():
    # A leaves at 05:50, within a tick of 15 minutes: no bound may be rounded up as if points came in whole ticks
    day, end = MONDAY - timedelta(days=1), instant(MONDAY, 350, "America/Los_Angeles")
    for minutes, parts in ((0, 0), (10, 1)):
        past = (Worked("A", day, "day", end - timedelta(hours=8), end + timedelta(minutes=10 - minutes)),)
        made = case("A", duty(hours="04:00-08:00"), history=past)
        assert Rounding.of(pose(made, horizon(), requirement(made, horizon()), ("cover",))).parts == parts


def test_cells_are_for_other_duties_only():
    # a siesta of two hours cuts cells into ticks of 15 minutes where a single duty is held, not where tiers are
    for seed in range(3):
        made = replace(drawn(seed).operation, break_step_minutes=15)
        assert _cell(made) == 4
        assert _cell(replace(made, cover=(duty(tiers=None, role="a"),))) == 1


def _cell(made):
    return pose(made, horizon(), requirement(made, horizon()), GOALS).grid.cell_ticks


def test_families():
    """Tiers of a duty; of duties pairwise apart, all; nothing where no two share an agent or one is exclusive."""
    lead, safety = duty(), duty("safety", apart_from=["lead"])
    single = {"tiers": None}
    assert families_of(case("A", lead)) == ((0, 1),)
    assert families_of(case("A", lead, duty("safety"))) == ((0, 1), (2, 3))
    assert families_of(case("A", lead, safety)) == ((0, 1, 2, 3),)
    assert families_of(case("A", lead, safety, duty("desk", apart_from=["safety"]))) == ((0, 1), (2, 3), (4, 5))
    assert families_of(case("A", duty(**single), duty("safety", apart_from=["lead"], **single))) == ((0, 1),)
    assert families_of(case("A", duty(**single), duty("safety", **single))) == ()
    assert families_of(case("A", duty(exclusive=True))) == ()
    assert families_of(case("A", duty(kind={"primary": "on_shift", "backup": "on_call"}))) == ()
    assert families_of(case("A", duty(role={"primary": "lead", "backup": "chief"}))) == ()
