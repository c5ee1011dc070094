"""Work between breaks: each placement of a shift's breaks is proposed if and only if the check finds nothing."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from itertools import product

import numpy as np
import pytest
from small_case import MONDAY, agent, duty, horizon, operation, queue, requirement, roster

from scheduler.errors import Conflict
from scheduler.judge import check
from scheduler.model import SolveSettings, solve
from scheduler.model.lines.gains import no_gains
from scheduler.model.lines.pauses import break_loss
from scheduler.model.lines.price import lay_out
from scheduler.model.lines.scratch import scratch_of
from scheduler.model.lines.tables import tables_of
from scheduler.model.search.fold import fold
from scheduler.operation import Break, Contract, Shift
from scheduler.problem.pose import pose
from scheduler.roster import Pause

BREAKS = (
    Break(name="rest", minutes=15, between_hours=(0.5, 2.5)),
    Break(name="lunch", minutes=30, paid=False, between_hours=(1, 3)),
)
BOUNDS = [
    {"max": 90}, {"max": 100}, {"min": 45}, {"min": 60, "max": 75}, {"min": 50, "max": 55}, {"min": 120}, {"max": 180},
]  # fmt: skip


def case(stretch, breaks=BREAKS, hours=4, **changes):
    made = operation([agent("ann")], [queue("calls")], Contract(id="full", limits={"work_stretch": stretch}), **changes)
    shift = Shift(id="day", start="08:00", hours=hours, breaks=breaks)
    return replace(made, shifts={"day": shift}, interval_minutes=30, shift_step_minutes=30)


def placements(made, hours=4):
    """Every way of starting the breaks on the grid, touching or not, in any order."""
    shift, start = made.shifts["day"], duty("ann", 0, 8).start
    places = range(0, 60 * hours, made.break_step_minutes)
    for chosen in product(places, repeat=len(shift.breaks)):
        moments = [start + timedelta(minutes=minute) for minute in chosen]
        pauses = [
            Pause(one.name, at, at + timedelta(minutes=one.minutes), one.paid)
            for one, at in zip(shift.breaks, moments, strict=True)
        ]
        yield duty("ann", 0, 8, hours=hours, pauses=sorted(pauses, key=lambda row: row.start), paid=60 * hours - 30)


def findings(made, row):
    return [one for one in check(made, horizon(), roster([row])) if one.rule in ("breaks", "work_stretch")]


@pytest.mark.parametrize("stretch", BOUNDS, ids=str)
def test_placements_are_taken_over_if_and_only_if_the_check_finds_nothing(stretch):
    made = case(stretch)
    problem = pose(made, horizon(), requirement_of(made))
    sound = 0
    for row in placements(made):
        accepted = not fold(made, problem, roster([row]), 2)[2].size
        assert accepted == (not findings(made, row)), row
        sound += accepted
    letters = problem.people.mask[: int(problem.variants.first[0, 1])]
    assert letters.any() == (sound > 0), "a shift is allowed if and only if its breaks have a place"


@pytest.mark.parametrize("stretch", BOUNDS[:4], ids=str)
def test_breaks_are_placed_where_they_lose_least_of_all_sound_placements(stretch):
    made = case(stretch)
    problem = pose(made, horizon(), requirement_of(made))
    tables = tables_of(problem)
    scratch = scratch_of(tables)
    rng = np.random.default_rng(3)
    sound = [row for row in placements(made) if not findings(made, row)]
    for _ in range(20):
        full = rng.integers(1, 50, tables.intervals).astype(float)
        part = full * tables.part_ticks / tables.interval_ticks
        gains = no_gains(problem)._replace(full=full, part=part)
        lay_out(tables, gains, scratch)
        start = int(problem.variants.start[0])
        least = min(sum(loss_of(problem, scratch, pause) for pause in row.pauses) for row in sound)
        assert break_loss(tables, scratch, start, int(problem.variants.plan[0])) == pytest.approx(least)


def loss_of(problem, scratch, pause):
    minutes = round((pause.end - pause.start).total_seconds() / 60)
    tick = problem.grid.tick_minutes
    return scratch.loss[minutes // tick, horizon().minute(pause.start) // tick]


def requirement_of(made):
    agents = {hour: 1 for day in range(5) for hour in range(48 * day + 18, 48 * day + 22)}
    return requirement(made, horizon(), {"calls": agents})


def test_the_check_is_exact_at_its_bounds():
    made = case({"min": 60, "max": 90}, hours=4)
    start = duty("ann", 0, 8).start
    for first, second, told in ((90, 165, []), (105, 180, [105]), (75, 135, [45]), (60, 135, [])):
        pauses = [
            Pause(one.name, start + timedelta(minutes=at), start + timedelta(minutes=at + one.minutes), one.paid)
            for one, at in zip(BREAKS, (first, second), strict=True)
        ]
        row = duty("ann", 0, 8, hours=4, pauses=pauses, paid=210)
        said = [one.message for one in findings(made, row) if one.rule == "work_stretch"]
        assert len(said) == len(told)
        assert all(text.startswith(f"ann works {minutes} minutes") for text, minutes in zip(said, told, strict=True))


def test_two_limits_bind_together_and_a_shift_that_keeps_none_is_not_worked():
    """The contract asks for 45 to 75 minutes, everyone's rules for at least 90: each can be kept, both cannot."""
    made = replace(case({"max": 75}), rules={"work_stretch": {"min": 90}})
    answer = solve(made, horizon(), requirement_of(made), SolveSettings(time_limit=1))
    assert not answer.roster.duties


@pytest.mark.parametrize("seed", range(3))
def test_what_is_solved_keeps_it(seed):
    shuffled = random.Random(seed)
    people = [agent(f"a{number}") for number in range(6)]
    limits = {"work_stretch": {"min": 60, "max": 150}, "hours_week": {"max": 40}}
    made = operation(shuffled.sample(people, 6), [queue("calls")], Contract(id="full", limits=limits))
    breaks = (*BREAKS, Break(name="rest-2", minutes=15, between_hours=(4, 7)))
    shift = Shift(id="day", start={"from": "06:00", "to": "14:00"}, hours={"from": 6, "to": 8}, breaks=breaks)
    made = replace(made, shifts={"day": shift}, interval_minutes=30, shift_step_minutes=30)
    answer = solve(made, horizon(), requirement_of(made), SolveSettings(time_limit=1.5, seed=seed))
    assert answer.roster.duties
    assert check(made, horizon(), answer.roster) == ()
    again = solve(made, horizon(), requirement_of(made), SolveSettings(time_limit=1, seed=seed, start=answer.roster))
    assert check(made, horizon(), again.roster) == ()


def test_breaks_that_are_not_known_are_not_judged_but_a_shift_without_any_is():
    made = case({"max": 180})
    bare = roster([duty("ann", 0, 8, hours=4, paid=210)], breaks_known=False)
    assert not [one for one in check(made, horizon(), bare) if one.rule == "work_stretch"]
    none = case({"max": 180}, breaks=())
    assert [one.amount for one in check(none, horizon(), bare) if one.rule == "work_stretch"] == [60]
    assert bare.duties[0].day == MONDAY


def test_a_stretch_that_no_shift_can_keep_is_named_in_a_conflict():
    limits = {"work_stretch": {"max": 60}, "days_week": {"min": 5}}
    made = replace(case({"max": 60}), contracts={"full": Contract(id="full", limits=limits)})
    with pytest.raises(Conflict) as told:
        solve(made, horizon(), requirement_of(made), SolveSettings(time_limit=1))
    assert "work_stretch" in str(told.value)
    given_up = solve(made, horizon(), requirement_of(made), SolveSettings(time_limit=1, give_up=True))
    assert given_up.given_up
