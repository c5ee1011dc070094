"""Standby is planned and judged by the agent's own days, and the model, the plan and the count agree on its points."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment
from small_case import MONDAY, agent, doing, duty, horizon, operation, requirement, roster

from scheduler.judge import check, score
from scheduler.model import SolveSettings, solve
from scheduler.model.escalation.standby.standby import stand_by
from scheduler.operation import Availability, Contract, Cover, Leave, Pin, Shift, Wish

AUTUMN = date(2026, 10, 26)  # Seattle's clocks go back on Sunday 1 November: 169 hours


def lead(**settings):
    return Cover(**{"name": "lead", "role": "lead", "kind": "on_call", "max_hours": 200, **settings})


def people(*names, **more):
    return [agent(name, roles=["lead"], **more) for name in names]


def solved(made, first=MONDAY):
    """The roster, and the points that the model believed, the bound and the points counted."""
    wanted = requirement(made, horizon(first))
    result = solve(made, horizon(first), wanted, SolveSettings(iterations=50, time_limit=5))
    assert not check(made, horizon(first), result.roster)
    counted = score(made, horizon(first), wanted, result.roster)
    return result.roster, (result.story[-1].best, result.bound, counted.objective)


def hours(found):
    return {name: [(start // 60, end // 60) for start, end, _ in sorted(rows)] for name, rows in found.items()}


def planned(agents, cover, duties=(), first=MONDAY, **changes):
    return hours(stand_by(operation(agents, cover=(cover,), **changes), horizon(first), duties))


def test_nobody_stands_by_before_the_first_or_after_the_last_local_day():
    # employed Wednesday and Thursday: hours 48 to 96 of the week
    joiner = people("A", first_day=MONDAY + timedelta(days=2), last_day=MONDAY + timedelta(days=3))
    assert planned(joiner, lead()) == {"A": [(48, 96)]}


def test_days_are_those_of_the_agents_own_clocks():
    # Wednesday in Barcelona begins on Tuesday at 15:00 in Seattle
    joiner = people("A", site="barcelona", first_day=MONDAY + timedelta(days=2))
    assert planned(joiner, lead()) == {"A": [(39, 168)]}
    evenings = people("A", first_day=AUTUMN + timedelta(days=2))
    assert planned(evenings, lead(hours="18:00-22:00"), first=AUTUMN) == {
        "A": [(66, 70), (90, 94), (114, 118), (138, 142), (163, 167)]
    }


def test_a_joiner_takes_over_in_the_middle_of_a_window():
    # A leaves after Tuesday, B comes on Thursday: Wednesday alone is open
    agents = people("A", last_day=MONDAY + timedelta(days=1)) + people("B", first_day=MONDAY + timedelta(days=3))
    assert planned(agents, lead()) == {"A": [(0, 48)], "B": [(72, 168)]}


def test_leave_pins_and_hours_are_kept_free_of_standby():
    day = MONDAY + timedelta(days=1)
    cover = lead(hours="12:00-20:00", on=["tuesday", "wednesday"])
    assert planned(people("A"), cover, leave=(Leave("A", "sick", day, day),)) == {"A": [(60, 68)]}
    assert planned(people("A"), cover, pins=(Pin("A", day, "off"),)) == {"A": [(60, 68)]}
    mornings = tuple(Availability("A", weekday, 360, 840) for weekday in range(7))
    assert planned(people("A"), cover, availability=mornings) == {"A": [(36, 38), (60, 62)]}


def test_a_day_wished_off_is_left_to_who_does_not_mind():
    # B is on leave for the first half of the window, so A stands by there, wish or not, and B from noon on
    wish = (Wish("A", MONDAY, "off", None, 10),)
    cover = lead(on=["monday"], hours="08:00-16:00")
    assert planned(people("A", "B"), cover, wishes=wish) == {"B": [(8, 16)]}
    away = (Leave("B", "doctor", start=horizon().moment(480), end=horizon().moment(720)),)
    assert planned(people("A", "B"), cover, wishes=wish, leave=away) == {"A": [(8, 12)], "B": [(12, 16)]}


def test_standby_begins_and_ends_in_the_minutes_in_which_a_shift_ends_and_begins():
    shifts = [duty("A", 0, 6), duty("A", 1, 6)]
    assert planned(people("A"), lead(on=["monday"], hours="00:00-24:00"), shifts) == {"A": [(0, 6), (14, 24)]}


def test_who_alone_may_hold_one_duty_is_not_taken_for_another():
    # "any" comes first in the file; only A speaks Spanish
    speaker = agent("A", roles=["lead"], languages=["en", "es"])
    anyone, spanish = (lead(name=name, language=word, on=["monday"]) for name, word in (("any", None), ("es", "es")))
    found = stand_by(operation([speaker, *people("B")], cover=(anyone, spanish)), horizon(), [])
    assert found == {"A": [(0, 1440, "on_call:es")], "B": [(0, 1440, "on_call:any")]}


@pytest.mark.parametrize(
    ("changes", "rule", "message"),
    [
        ({"first_day": MONDAY + timedelta(days=1)}, "employment", "on 2026-12-21, before the first day 2026-12-22"),
        ({"last_day": MONDAY - timedelta(days=1)}, "employment", "on 2026-12-21, after the last day 2026-12-20"),
        ({"leave": (Leave("A", "sick", MONDAY, MONDAY),)}, "time_off", "on 2026-12-21 during approved leave (sick)"),
        ({"pins": (Pin("A", MONDAY, "off"),)}, "fixed", "on 2026-12-21; it is fixed as off"),
        (
            {"availability": (Availability("A", 0, 0, 1320),)},
            "availability",
            "on 2026-12-21 and is not available at 22:00",
        ),
    ],
)
def test_each_fault_of_standby_is_a_finding_with_agent_and_date(changes, rule, message):
    # Monday 20:00 to midnight is four hours; of availability the last two are missing
    own = {key: value for key, value in changes.items() if key.endswith("_day")}
    rest = {key: value for key, value in changes.items() if key not in own}
    made = operation(people("A", **own), cover=(lead(),), **rest)
    (found,) = check(made, horizon(), roster([], [doing("A", 0, 20, 24, "on_call:lead")]))
    lost = 2 if rule == "availability" else 4
    assert (found.rule, found.agent, found.day, found.amount) == (rule, "A", MONDAY, lost)
    assert found.message == f"A stands by {lost} h {message}"


def test_each_local_day_of_a_long_stretch_is_judged():
    # Barcelona's Tuesday begins on Monday 15:00 in Seattle: of 10:00 to 20:00 five hours lie on the day after the last
    made = operation(people("A", site="barcelona", last_day=MONDAY), cover=(lead(),))
    (found,) = check(made, horizon(), roster([], [doing("A", 0, 10, 20, "on_call:lead")]))
    assert (found.day, found.amount) == (MONDAY + timedelta(days=1), 5)
    nights = operation(people("A"), cover=(lead(),), availability=(Availability("A", 0, 1200, 1800),))
    assert not check(nights, horizon(), roster([], [doing("A", 0, 20, 30, "on_call:lead")]))


@pytest.mark.parametrize(
    ("days", "open_hours"),
    [
        # 169 hours a week; who joins on Wednesday is there for 121 of them, who leaves on Wednesday for 72
        ({"first_day": AUTUMN + timedelta(days=2)}, 48),
        ({"last_day": AUTUMN + timedelta(days=2)}, 97),
        # Barcelona's Wednesday begins at 15:00 and ends at 16:00 (its clocks have changed, Seattle's not): 40 and 64
        ({"first_day": AUTUMN + timedelta(days=2), "site": "barcelona"}, 40),
    ],
)
def test_standby_around_the_clock_is_worth_what_is_counted(days, open_hours):
    made = operation(people("A", **days), cover=(lead(),), contract=Contract(id="full", shifts=()))
    _, points = solved(made, AUTUMN)
    assert points == (100_000 * open_hours,) * 3


def test_no_air_is_needed_around_a_shift():
    # standby 22:00-06:00; work of eight hours that begins between 06:00 and 14:00 lies outside it: nothing is open
    shifts = {"day": Shift(id="day", start={"from": "06:00", "to": "14:00"}, hours=8)}
    contract = Contract(id="full", limits={"days_week": {"min": 5, "max": 5}})
    made = operation(people("A"), cover=(lead(hours="22:00-06:00"),), contract=contract, shifts=shifts)
    _, points = solved(made)
    assert points == (0, 0, 0)


def test_who_is_free_for_two_duties_holds_the_one_that_nobody_else_can():
    # three roles; A may hold x and y, B y and z, C x alone until noon. From 00:00 to 24:00 all three are due: in the
    # morning A, B, C hold y, z, x; in the afternoon C is gone, A holds x or y, and one place is open for 12 hours
    agents = [
        agent("A", roles=["x", "y"]),
        agent("B", roles=["y", "z"]),
        agent("C", roles=["x"]),
    ]
    covers = tuple(Cover(name=role, role=role, kind="on_call", on=["monday"]) for role in "yxz")
    noon = (Leave("C", "doctor", start=horizon().moment(720), end=horizon().moment(1440)),)
    found = stand_by(operation(agents, cover=covers, leave=noon), horizon(), [])
    assert sum(end - start for rows in found.values() for start, end, _ in rows) == 3 * 720 + 2 * 720
    assert found["C"] == [(0, 720, "on_call:x")]


@pytest.mark.parametrize("seed", range(12))
def test_no_plan_of_standby_leaves_fewer_minutes_open(seed):
    # agents and duties are independent from one instant to the next, so the least is a greatest matching each hour
    rng = np.random.default_rng(seed)
    agents = [agent(f"P{one}", roles=[role for role in "wxyz" if rng.random() < 0.5]) for one in range(4)]
    covers = tuple(
        Cover(name=role, role=role, kind="on_call", on=["monday"], agents=int(rng.integers(1, 3)),
              hours=f"{int(rng.integers(0, 12)):02d}:00-{int(rng.integers(13, 24))}:00")
        for role in "wxyz"
    )  # fmt: skip
    shifts = [duty(one.id, 0, int(rng.integers(0, 15))) for one in agents if rng.random() < 0.8]
    made = operation(agents, cover=covers)
    found = stand_by(made, horizon(), shifts)
    least = 0
    for hour in range(24):
        free = [one for one in agents if not any(row.agent == one.id and _at_work(row, hour) for row in shifts)]
        due = [cover for cover in covers for _ in range(cover.agents) if cover.hours[0] <= 60 * hour < cover.hours[1]]
        able = np.array([[cover.staffed_by(one) for one in free] for cover in due]).reshape(len(due), len(free))
        least += len(due) - int(able[linear_sum_assignment(~able)].sum()) if able.size else len(due)
    wanted = sum(cover.agents * (cover.hours[1] - cover.hours[0]) for cover in covers)
    assert wanted - sum(end - start for rows in found.values() for start, end, _ in rows) == 60 * least
    assert all(before[1] <= after[0] for rows in found.values() for before, after in pairwise(sorted(rows)))


def _at_work(row, hour):
    return row.start <= horizon().moment(60 * hour) < row.end
