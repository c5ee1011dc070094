"""Spare time of agents of whom only their presence is known, on work that may wait: no way leaves less of it late."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linprog
from small_case import agent, case, doing, duty, operation, queue, roster, work

from scheduler.count.bare.taking_up import Waiting, taken_up
from scheduler.goals.late import Late

HOURS = 10


def test_a_bare_shift_does_what_nobody_else_does_in_time() -> None:
    """Two hours of mail and of letters come at 08:00; Ben does the mail later. Ann, who does either, does the letters.

    Mail is more urgent and was taken first: two hours of letters were late, 40 points.
    """
    people = [agent("Ann", skills=("general", "post")), agent("Ben")]
    made = operation(people, [queue("mail", 1, deferred=True), queue("letters", 2, deferred=True, skill="post")])
    shifts = roster([duty("Ann", 0, 8, hours=2), duty("Ben", 0, 10)], [doing("Ben", 0, 10, 12, "queue:mail")])
    asked = case(made, shifts, deferred=[work("mail", {8: 2}, {8: 40}), work("letters", {8: 2}, {8: 10})])
    assert Late().count(asked).amount == pytest.approx(0)
    assert asked.coverage.assigned[:, 8:12].tolist() == [[0, 0, 1, 1], [1, 1, 0, 0]]


def test_who_can_do_calls_alone_does_the_calls() -> None:
    """Ann does calls and mail, Ben calls. One call agent is wanted and an hour of mail is due: Ben is on the calls."""
    made = operation(
        [agent("Ann", skills=("general", "post")), agent("Ben"), agent("Cat", skills=("general", "chat"))],
        [queue("calls"), queue("mail", 2, deferred=True, skill="post"), queue("chats", 3, skill="chat")],
    )
    bare = roster([duty(name, 0, 8, hours=1) for name in ("Ann", "Ben", "Cat")])
    asked = case(made, bare, {"calls": {8: 1}, "chats": {8: 1}}, [work("mail", {8: 1}, {8: 9})])
    assert Late().count(asked).amount == pytest.approx(0)
    assert asked.coverage.short.sum() == pytest.approx(0)


@pytest.mark.parametrize("number", range(40))
def test_least_is_late(number: int) -> None:
    chance = np.random.default_rng(number)
    works = {}
    for row in range(3):
        due = np.minimum(np.arange(HOURS) + int(chance.integers(1, 5)), HOURS).tolist()
        arrivals = {hour: float(chance.integers(0, 3)) for hour in range(HOURS)}
        backlog = {int(hour): 1.0 for hour in chance.integers(1, due[0] + 1, 1)}
        shut = np.flatnonzero(chance.random(HOURS) < 0.2).tolist()
        works[row] = work(f"row {row}", arrivals, dict(enumerate(due)), backlog, HOURS, shut)
    supply = [
        (tuple(np.flatnonzero(chance.random(4) < 0.6).tolist()), chance.integers(0, 3, HOURS).astype(float))
        for _ in range(3)
    ]
    placed = np.zeros((3, 4, HOURS))
    for group, (able, agents) in enumerate(supply):
        placed[group, 3] = np.minimum(agents, chance.integers(0, 2, HOURS)) if 3 in able else 0.0
    waiting = Waiting(works, 60, chance.integers(0, 2, (4, HOURS)).astype(float))
    taken = taken_up(waiting, supply, placed)
    assert not taken[3].any()
    assert waiting.late(taken) / 3600 == pytest.approx(_least(waiting, supply, placed.sum(axis=0)), abs=1e-6)


def _least(waiting: Waiting, supply, live) -> float:  # type: ignore[no-untyped-def]
    """Agent-hours late, by a program over who does which batch when."""
    works = list(waiting.works.items())
    batches = [(row, at, int(one.due[at]), one.arrivals[at] / 3600) for row, one in works for at in range(HOURS)]
    batches += [(row, 0, due, one.backlog[due] / 3600) for row, one in works for due in range(HOURS)]
    who = [(group, hour, agents[hour]) for group, (_, agents) in enumerate(supply) for hour in range(HOURS)]
    who += [(row - 10, hour, waiting.assigned[row, hour]) for row in waiting.works for hour in range(HOURS)]
    calls = [(-1, hour, 0, live[3, hour]) for hour in range(HOURS)]
    pairs = [
        (someone, what) for someone, (group, hour, _) in enumerate(who)
        for what, (row, first, due, _) in enumerate([*batches, *calls])
        if (row == -1 and group >= 0 and 3 in supply[group][0] and first == hour)
        or (row >= 0 and first <= hour < due and waiting.works[row].open[hour]
            and (group == row - 10 or (group >= 0 and row in supply[group][0])))
    ]  # fmt: skip
    sums = [[float(pair[0] == someone) for pair in pairs] for someone in range(len(who))]
    sums += [[float(pair[1] == what) for pair in pairs] for what in range(len(batches))]
    stay = [[-float(pair[1] == len(batches) + at) for pair in pairs] for at in range(HOURS)]
    most = [*(one[2] for one in who), *(one[3] for one in batches), *(-one[3] for one in calls)]
    timely = [what for what, one in enumerate(batches) if one[2] < HOURS]
    worth = [-1.0 if pair[1] in timely else 0.0 for pair in pairs]
    found = linprog(worth, A_ub=[*sums, *stay], b_ub=most)
    return float(sum(batches[what][3] for what in timely) + found.fun)
