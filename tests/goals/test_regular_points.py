"""Points of regular weeks: where no arc carries them, broken ones, and starts on either side of midnight."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small_case import horizon, queue, requirement
from test_regular_lines import lines_of, mixed

from scheduler.goals.terms.along import STEADY
from scheduler.judge import score
from scheduler.model.activities.unfold import unfold
from scheduler.model.bound.rounding import Rounding
from scheduler.operation import Shift
from scheduler.problem.automata import regular
from scheduler.problem.needs.step import step_of
from scheduler.problem.pose import pose


def test_lines_without_the_price_on_their_arcs_cost_what_the_goal_counts(monkeypatch):
    """Points come in steps of the price as well: 7 for a change of start beside 1,000 for each hour on the queue."""
    made, span = replace(mixed({"start": 7}), queues={"calls": queue("calls")}), horizon()
    needs = requirement(made, span, {"calls": dict.fromkeys(range(9, 17), 1)})
    monkeypatch.setattr(regular, "MOST_PRICED", 0)
    problem = pose(made, span, needs)
    assert not problem.rising.arcs.size
    pause, paid = np.full((2, 7, 1), -1, dtype=np.int64), problem.variants.paid
    for line in lines_of(problem, 1)[::97]:
        letter = np.full((2, 7), -1, dtype=np.int64)
        letter[1] = line
        points = score(made, span, needs, unfold(made, problem, letter, pause)).points["regular"]
        assert problem.rising.of_line(1, line, paid)[2] == pytest.approx(points)
    step = step_of(problem)
    assert step is not None
    assert (7 / step).denominator == 1


def test_a_broken_weight_may_be_rounded_down_in_the_count():
    """A change of start at 3.4 points counts as 3: a bound of 3.4 is one of 3."""
    made = mixed({"start": 3.4})
    assert Rounding.of(pose(made, horizon(), requirement(made, horizon()))).whole(3.4) == 3


def test_starts_around_midnight_are_told_apart_where_only_the_outer_two_differ():
    """At a tolerance of 60 minutes 0:00 is like 23:00 and like 1:00, which lie two hours apart."""
    made = mixed({"start": 10}, 60)
    starts = {
        name: Shift(id=name, start=start, hours=4)
        for name, start in zip("abc", ("00:00", "01:00", "23:00"), strict=True)
    }
    made = replace(made, shifts=starts, headcount=(), history=())
    assert pose(made, horizon(), requirement(made, horizon())).rising.arcs[STEADY].max() == 10
