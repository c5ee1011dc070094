"""The day stage against brute force on tiny days, and laws that hold on any."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from day_case import (
    HOURS,
    LIMITS,
    QUEUES,
    day_of,
    legal_sequences,
    limits_broken,
    shifts,
    supply,
    tiny,
    wanted,
)
from small_case import MONDAY, agent, duty, horizon, requirement

from scheduler.judge import score
from scheduler.model.activities.day.day import wants_days
from scheduler.operation import Break, Meeting, Shift
from scheduler.roster import Pause

WEIGHTS = np.array([300.0, 300.0, 100.0])


def short(made, needs, found):
    return score(made, horizon(), needs, found).points["short"]


def drawn(seed, most):
    rng = np.random.default_rng(seed)
    return {name: rng.integers(0, most + 1, len(HOURS)).tolist() for name in QUEUES}


@pytest.mark.parametrize("stretch", [0, 120])
@pytest.mark.parametrize("limits", [LIMITS, {"day": 60}, {"continuous": 60, "decompression": 120}, None], ids=str)
def test_one_agent_gets_the_best_of_all_legal_sequences(stretch, limits):
    made = tiny(stretch=stretch, limits=limits)
    legal = [supply(words) for words in legal_sequences(made, "ann")]
    for seed in range(12):
        table = drawn(seed, 1)
        needs, need = wanted(made, table), np.array([table[name] for name in QUEUES], dtype=float)
        found = day_of(made, needs, shifts(made))
        assert limits_broken(made, found) == []
        least = min(WEIGHTS @ np.maximum(0.0, need - one).sum(axis=1) for one in legal)
        assert short(made, needs, found) == pytest.approx(least, abs=1)


def test_two_agents_are_never_illegal_and_seldom_above_the_best_of_all_legal_pairs():
    made = tiny(("ann", "bob"))
    legal = np.array([supply(words) for words in legal_sequences(made, "ann")])
    together = legal[:, None] + legal[None, :]
    met = 0
    for seed in range(25):
        table = drawn(seed, 2)
        needs, need = wanted(made, table), np.array([table[name] for name in QUEUES], dtype=float)
        found = day_of(made, needs, shifts(made))
        assert limits_broken(made, found) == []
        points = np.maximum(0.0, need - together).sum(axis=-1) @ WEIGHTS
        assert short(made, needs, found) >= points.min() - 1
        assert short(made, needs, found) <= points.min() + 300
        met += short(made, needs, found) <= points.min() + 1
    assert met >= 20


@pytest.mark.parametrize("seed", range(6))
def test_a_limit_never_lowers_the_shortage(seed):
    names = [f"a{number}" for number in range(8)]
    free, bound = tiny(names, stretch=0, limits=None), tiny(names, stretch=0)
    table = drawn(seed, 5)
    points = [short(made, wanted(made, table), day_of(made, wanted(made, table), shifts(made)))
              for made in (free, bound)]  # fmt: skip
    assert not wants_days(free)
    assert points[1] >= points[0] - 1


def test_decompression_comes_where_it_loses_least():
    made = tiny(stretch=0)
    needs = wanted(made, {"images": [1, 1, 0, 1], "calls": [0, 0, 0, 0], "chats": [0, 1, 1, 0]})
    rows = {row.activity: row for row in day_of(made, needs, shifts(made)).activities}
    found = [horizon().minute(row.start) // 60 for row in rows.values() if row.activity == "decompression"]
    assert found in ([9], [10])  # between its two hours of images, and not in either
    assert "queue:images" in rows


def test_the_order_of_agents_and_duties_does_not_matter():
    names = [f"a{number}" for number in range(6)]
    table = drawn(3, 4)
    first, second = (tiny(order) for order in (names, names[::-1]))
    one = day_of(first, wanted(first, table), shifts(first))
    assert one == day_of(second, wanted(second, table), shifts(second)[::-1])


def test_without_any_of_the_settings_the_flow_alone_decides():
    assert not wants_days(tiny(stretch=0, limits=None))
    assert wants_days(tiny(stretch=60, limits=None))
    assert wants_days(tiny(stretch=0))
    assert wants_days(tiny(stretch=0, limits=None, meetings={"x": Meeting(id="x", minutes=60)}))


def meeting(**table):
    return {"huddle": Meeting.model_validate({"id": "huddle", "minutes": 60, "on": [MONDAY], **table})}


def attended(found):
    rows = [row for row in found.activities if row.activity == "meeting:huddle"]
    return {row.agent: horizon().minute(row.start) // 60 for row in rows}


def test_a_block_of_ones_own_is_taken_when_it_costs_least_and_only_if_it_is_worth_it():
    busy = {"calls": [2, 2, 1, 2], "images": [0] * 4, "chats": [0] * 4}
    made = tiny(("ann", "bob"), meetings=meeting())
    assert sorted(attended(day_of(made, wanted(made, busy), shifts(made))).values()) == [10]
    dear = tiny(("ann", "bob"), meetings=meeting(weight=301))
    found = day_of(dear, wanted(dear, busy), shifts(dear))
    assert sorted(attended(found)) == ["ann", "bob"]
    assert limits_broken(dear, found) == []


def test_a_meeting_together_is_at_one_time_and_holds_back_whom_it_would_cost_too_much():
    table = {"calls": [3, 3, 1, 3], "images": [0] * 4, "chats": [0] * 4}
    made = tiny(("ann", "bob", "cal"), meetings=meeting(together=True))
    found = attended(day_of(made, wanted(made, table), shifts(made)))
    assert len(found) == 2
    assert set(found.values()) == {10}
    none = tiny(("ann", "bob", "cal"), meetings=meeting(together=True, weight=0))
    assert not attended(day_of(none, wanted(none, table), shifts(none)))
    early = tiny(("ann", "bob", "cal"), meetings=meeting(together=True, weight=900, between="08:00-09:00"))
    assert attended(day_of(early, wanted(early, table), shifts(early))) == {"ann": 8, "bob": 8, "cal": 8}


def test_once_in_a_week_is_once():
    made = tiny(("ann",), meetings=meeting(once=True, on=["every_day"]))
    duties = [duty("ann", day, HOURS[0], hours=4, paid=240) for day in range(3)]
    needs = wanted(made, {name: [0] * 4 for name in QUEUES})
    found = day_of(made, needs, duties)
    assert len([row for row in found.activities if row.activity == "meeting:huddle"]) == 1
    assert score(made, horizon(), needs, found).points["meetings"] == 0


def test_who_serves_none_of_the_queues_stays_with_the_flow():
    made = tiny(("ann",))
    plain = agent("zoe", skills=("general",))
    chats = replace(made, agents=(*made.agents, plain), queues={**made.queues})
    chats.queues["calls"] = chats.queues["calls"].model_copy(update={"skill": "graphic"})
    needs = wanted(chats, {"images": [0] * 4, "calls": [0] * 4, "chats": [1, 1, 1, 1]})
    found = day_of(chats, needs, shifts(chats))
    assert {row.activity for row in found.activities if row.agent == "zoe"} == {"queue:chats"}


BREAKS = (
    Break(name="rest", minutes=10, between_hours=(1, 2)),
    Break(name="lunch", minutes=30, between_hours=(2, 4)),
)


def paused(row, one, after):
    start = row.start + timedelta(minutes=after)
    return Pause(one.name, start, start + timedelta(minutes=one.minutes))


@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_asked_no_limit_is_broken(seed):
    """Breaks, meetings, limits, needs in broken numbers, and starts drawn at random; three agents on one day."""
    rng = np.random.default_rng(seed)
    names = ["ann", "bob", "cal"]
    limits = {
        "continuous": int(rng.choice([20, 45, 60, 90])),
        "day": int(rng.choice([10, 60, 100, 240])),
        "decompression": int(rng.choice([5, 15, 20, 40])),
    }
    table = {"id": "huddle", "minutes": 30, "between": "08:00-12:30", "together": bool(seed % 2), "weight": 500}
    made = tiny(names, stretch=int(rng.choice([0, 20, 60, 90])), limits=limits,
                meetings={"huddle": Meeting.model_validate(table)} if seed % 3 else {})  # fmt: skip
    queues = {**made.queues, "images": made.queues["images"].model_copy(
        update={"minimum_stretch_minutes": int(rng.choice([0, 30, 45]))})}  # fmt: skip
    shift = Shift(id="day", start={"from": "08:00", "to": "09:00"}, hours=5, breaks=BREAKS)
    made = replace(made, queues=queues, shifts={"day": shift}, break_step_minutes=15,
                   interval_minutes=int(rng.choice([30, 60])))  # fmt: skip
    duties = []
    for name in names:
        begun = int(rng.choice([8, 9]))
        row = duty(name, 0, begun, hours=5, paid=300)
        places = (int(rng.choice([60, 75, 120])), int(rng.choice([150, 165])))
        duties.append(replace(row, pauses=tuple(paused(row, *pair) for pair in zip(BREAKS, places, strict=True))))
    size = 60 // made.interval_minutes
    needs = {name: {i: float(rng.choice([0, 0.4, 1, 1.7, 3])) for i in range(8 * size, 15 * size)} for name in QUEUES}
    found = day_of(made, requirement(made, horizon(), needs), duties)
    assert limits_broken(made, found) == []
