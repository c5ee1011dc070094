"""Washington's five hours without a meal and three without a rest: refused by the check, never proposed."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise, product

import pytest
from load_case import broken
from small_case import agent, duty, horizon, operation, queue, requirement, roster

from scheduler.judge import check
from scheduler.load import load
from scheduler.model import SolveSettings, solve
from scheduler.model.conflict.conflict import quarrel
from scheduler.model.search.fold import fold
from scheduler.operation import Break, Contract, Shift
from scheduler.problem.pose import pose
from scheduler.roster import Pause
from scheduler.rules import law_breaks, limits_for
from scheduler.rules.tools.break_orders import Gaps, can_be_placed, orders

MEAL, MEAL_2 = (Break(name=f"meal-{n}", minutes=30, paid=False, between_hours=(0.5, 8)) for n in (1, 2))
REST = Break(name="rest", minutes=15, between_hours=(0.5, 8))
LAWS = ("meal_stretch", "work_stretch")


def case(hours, breaks=(), limits=None, step=15, **changes):
    """Ann alone, at a site in Washington unless limits are given, with one shift from 08:00."""
    contract = Contract(id="full", limits=limits or {})
    made = operation([agent("ann")], [queue("calls")], contract, **changes)
    sites = {
        name: one.model_copy(update={"rules": () if limits else ("washington",)}) for name, one in made.sites.items()
    }
    law = {} if limits else {name: law_breaks("washington") for name in sites}
    shift = Shift(id="day", start="08:00", hours=hours, breaks=breaks)
    return replace(made, shifts={"day": shift}, sites=sites, law_breaks=law, break_step_minutes=step)


def worked(made, hours, places):
    """The shift of the first day with its breaks that many minutes into it."""
    shift, start = made.shifts["day"], duty("ann", 0, 8).start
    wanted = {one.name: one for one in made.breaks_of(made.agents[0].site, shift, round(60 * hours))}
    pauses = [
        Pause(
            name, start + timedelta(minutes=at), start + timedelta(minutes=at + wanted[name].minutes), wanted[name].paid
        )
        for name, at in sorted(places.items(), key=lambda pair: pair[1])
    ]
    paid = round(60 * hours) - sum(one.minutes for one in wanted.values() if not one.paid)
    return duty("ann", 0, 8, hours=hours, pauses=pauses, paid=paid)


def told(made, row):
    return [(one.message, one.source) for one in check(made, horizon(), roster([row])) if one.rule in LAWS]


def test_five_hours_without_a_meal_and_three_without_a_rest_are_refused():
    """10.5 h, rests at 1:00 and 7:30, the meal at 2:00: eight hours follow the meal, five of them without a rest."""
    lunch = Break(name="lunch", minutes=30, paid=False, between_hours=(2, 5))
    rests = [Break(name=f"rest-{n}", minutes=10, between_hours=window) for n, window in ((1, (1, 3)), (2, (4, 8)))]
    made = case(10.5, (*rests, lunch), step=5)
    wrong = worked(made, 10.5, {"rest-1": 60, "lunch": 120, "rest-2": 450})
    assert told(made, wrong) == [
        ("ann works 480 minutes from 10:30 in day of 2026-12-21 without a meal; the most is 300", "WAC 296-126-092(2)"),
        (
            "ann works 300 minutes from 10:30 in day of 2026-12-21 without a break; the most is 180",
            "WAC 296-126-092(4)",
        ),
    ]
    # 5:00 to the meal, 5:00 after it; 2:50, 1:50, 3:00 and 1:50 between breaks
    right = worked(made, 10.5, {"rest-1": 180, "lunch": 300, "rest-2": 510})
    assert told(made, right) == []


@pytest.mark.parametrize("hours", [3, 3.5, 5, 5.25, 8, 10.5, 10.75, 12, 14, 16])
def test_shifts_of_every_length_have_a_place_for_the_breaks_of_the_law(hours):
    made = case(hours)
    problem = pose(made, horizon(), requirement_of(made))
    assert problem.people.mask[: int(problem.variants.first[0, 1])].all()


def requirement_of(made):
    return requirement(made, horizon(), {"calls": {hour: 1 for hour in range(8, 12)}})


@pytest.mark.parametrize("seed", range(40))
def test_orders_hold_exactly_the_places_that_keep_meals_and_work_together(seed):
    """Every way of placing the breaks on the grid, judged by arithmetic, against the windows of the orders."""
    chance = random.Random(seed)
    length, step, phase = chance.choice((300, 360, 420)), 30, chance.choice((0, 15))
    minutes = chance.choice(((30, 30), (30, 15, 30), (15, 30), (30, 30, 15), (45, 30)))
    low = [chance.choice((0.5, 1, 2)) for _ in minutes]
    breaks = [
        Break(name=str(n), minutes=one, between_hours=(first, first + chance.choice((1, 3, 4))))
        for n, (one, first) in enumerate(zip(minutes, low, strict=True))
    ]
    gaps = Gaps(chance.choice((0, 45)), chance.choice((120, 180, 9999)), ((30, chance.choice((120, 150, 200))),))
    grid = range(phase, length, step)
    sound = {at for at in product(grid, repeat=len(breaks)) if keeps(at, breaks, length, gaps)}
    held = {
        at
        for order in orders(breaks, length, phase, step, gaps)
        for at in product(grid, repeat=len(breaks))
        if all(row[1] <= at[row[3]] <= row[2] for row in order) and near(order, at, gaps)
    }
    assert held == sound
    assert can_be_placed(breaks, length, phase, step, gaps) == bool(sound)


def keeps(at, breaks, length, gaps):
    """Windows, the least and the most between neighbours and ends, the most between meals and ends."""
    pairs = zip(at, breaks, strict=True)
    rows = sorted(((start, start + one.minutes, one) for start, one in pairs), key=lambda row: row[:2])
    if not all(60 * one.between_hours[0] <= start <= 60 * one.between_hours[1] for start, _, one in rows):
        return False
    spans = [(start, end) for start, end, _ in rows]
    meals = [(start, end) for start, end, one in rows if one.minutes >= 30]
    between = [then[0] - first[1] for first, then in pairwise(spans)]
    return (
        rows[-1][1] <= length
        and all(gap >= max(1, gaps.least) for gap in between)
        and all(gap <= gaps.most for gap in stretches(spans, length))
        and all(gap <= gaps.meals[0][1] for gap in stretches(meals, length))
    )


def stretches(spans, length):
    ends, starts = [0, *(end for _, end in spans)], [*(start for start, _ in spans), length]
    return [start - end for end, start in zip(ends, starts, strict=True)]


def near(order, at, gaps):
    """What the search watches itself: neighbours."""
    between = [at[after[3]] - at[before[3]] - before[0] for before, after in pairwise(order)]
    return all(max(1, gaps.least) <= gap <= gaps.most for gap in between)


def test_placements_are_taken_over_if_and_only_if_the_check_finds_nothing():
    limits = {"meal_stretch": {"max": 150}, "work_stretch": {"max": 120}}
    made = case(6, (REST, MEAL, MEAL_2), limits, step=30)
    problem = pose(made, horizon(), requirement_of(made))
    sound, chance = 0, random.Random(2)
    every = list(product(range(0, 360, 30), repeat=3))
    for places in chance.sample(every, 400):
        row = worked(made, 6, dict(zip(("rest", "meal-1", "meal-2"), places, strict=True)))
        wrong = [one for one in check(made, horizon(), roster([row])) if one.rule in ("breaks", *LAWS)]
        assert (not fold(made, problem, roster([row]), 3)[2].size) == (not wrong), (places, wrong)
        sound += not wrong
    assert sound > 5


def test_a_conflict_names_the_stretch_that_binds_and_not_the_one_beside_it():
    """Eight hours without a break keep ten hours of work, but not five without a meal."""
    limits = {"meal_stretch": {"max": 300}, "work_stretch": {"max": 600}, "days_week": {"min": 5}}
    made = case(8, limits=limits)
    found = quarrel(made, horizon(), made.agents[0], limits_for(made, made.agents[0]))
    assert [limit.name for limit in found.limits] == ["meal_stretch", "days_week"]
    assert found.change == "meal_stretch max 300 -> 480 (contract full)"


def test_what_is_solved_in_washington_keeps_the_law():
    limits = {"hours_week": {"max": 40}}
    made = replace(case({"from": 4, "to": 12, "step": 1}), contracts={"full": Contract(id="full", limits=limits)})
    agents = {hour: 1 for day in range(5) for hour in range(24 * day + 8, 24 * day + 20)}
    answer = solve(made, horizon(), requirement(made, horizon(), {"calls": agents}), SolveSettings(time_limit=1))
    assert max(row.paid_minutes for row in answer.roster.duties) > 480
    assert check(made, horizon(), answer.roster) == ()


def test_a_shift_that_cannot_keep_the_law_of_its_site_is_noted(tmp_path):
    """Half an hour at 3 to 4 h ends at 4.5 h at the latest, and six hours of work follow."""
    edits = [
        ("config/sites.toml", 'holidays = "US-WA"\n', 'holidays = "US-WA"\nrules = ["washington"]\n'),
        ("config/shifts.toml", "hours = 8.5", "hours = 10.5"),
        ("config/shifts.toml", "between_hours = [3, 5]", "between_hours = [3, 4]"),
    ]
    notes = [text for text in load(broken(tmp_path / "odd", *edits)).warnings if "nobody works it" in text]
    assert len(notes) == 1
    assert notes[0].startswith("config/shifts.toml:")
    assert "shift 'day' of 10.5 h at seattle" in notes[0]
    assert "WAC 296-126-092(2)" in notes[0]
    assert not any("nobody works it" in text for text in load(broken(tmp_path / "plain", edits[0])).warnings)
