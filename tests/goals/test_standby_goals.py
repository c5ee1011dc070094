"""Standby in the goals `cost` and `fairness`: by hand, and against an independent recount in weeks of clock changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from duty_case import leads
from hypothesis import given, settings
from hypothesis import strategies as st
from limits_case import days_on
from small_case import MADRID, MONDAY, PACIFIC, agent, case, doing, duty, horizon, operation, roster

from scheduler.count.standby_pay import standby_pay
from scheduler.count.standby_windows import duty_windows_held, windows_before
from scheduler.goals import goals_of
from scheduler.goals.cost import Cost
from scheduler.goals.fairness import Fairness
from scheduler.operation import Cover, Worked
from scheduler.roster import Activity

ROOT = Path(__file__).parents[2]


def of_standby(asked, answer):
    """Goal -> points that standby adds, of goals that count any."""
    added = {name: goal.of_standby(asked, horizon(), answer) for name, goal in goals_of(asked).items()}
    return {name: points for name, points in added.items() if points}


def recounts():
    """The independent recount of windows and of pay, which lies beside the package."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT))
        from benchmarks.recount_standby import standby_carried, standby_money
    return standby_carried, standby_money


NIGHTS = Cover(
    name="Nights", role="lead", kind="on_call", tiers=["primary", "backup"], hours="22:00-06:00", cost_hour=3,
    call_outs_hours=0.5,
)  # fmt: skip
PRIMARY, BACKUP = "on_call:Nights/primary", "on_call:Nights/backup"


def made(*covers, goals=None, **more):
    return operation(leads("A", "B"), cover=covers or (NIGHTS,), goals=goals or {}, **more)


def test_standby_is_paid_by_the_hour_and_call_outs_by_the_window():
    # Monday's primary: A 8 h x 3 + 0.5 h x 20 = 34; backup: A and B share it, B for 2 of 8 hours: 24 + 7.5 + 2.5 = 34
    rows = [doing("A", 0, 22, 30, PRIMARY), doing("A", 1, 22, 28, BACKUP), doing("B", 1, 28, 30, BACKUP)]
    assert standby_pay(made(), horizon(), roster([], rows)) == 68
    assert Cost(weight=2).count(case(made(), roster([duty("B", 3, 8)], rows))).points == 2 * (68 + 7 * 20)
    assert Cost().count(case(made(), roster([], rows))).points == 0


def test_who_holds_on_at_work_is_not_paid_for_standby():
    # the night shift is the holder's own; from 04:00 to 06:00 B stands by: 2 h x 3 + a quarter of 0.5 h x 20
    at_work = NIGHTS.model_copy(update={"held_at_work": True})
    answer = roster([duty("A", 0, 22, "night", hours=6)], [doing("B", 0, 28, 30, PRIMARY)])
    assert standby_pay(made(at_work), horizon(), answer) == 6 + 2.5
    assert duty_windows_held(made(at_work), horizon(), answer) == {}


def test_a_window_that_the_horizon_cuts_brings_its_part_of_call_outs():
    # Sunday 22:00 to Monday 06:00: 2 of 8 hours lie before the next week
    rows = [doing("A", 6, 22, 24, PRIMARY)]
    assert standby_pay(made(), horizon(), roster([], rows)) == 2 * 3 + 0.5 * 20 * 2 / 8


def test_a_window_counts_as_a_shift_of_its_date():
    # A: Friday the 25th (Christmas) and Saturday, which B shares; Sunday's window goes on into the week after
    rows = [doing("A", 4, 22, 30, PRIMARY), doing("A", 5, 22, 26, PRIMARY), doing("B", 5, 26, 30, PRIMARY)]
    rows += [doing("B", 6, 22, 24, BACKUP), doing("B", 0, 22, 30, BACKUP), doing("A", 6, 22, 24, PRIMARY)]
    answer = roster([duty("A", 5, 8)], rows)
    assert duty_windows_held(made(), horizon(), answer) == {"A": 3, "B": 2}
    # A has three windows and a shift: 1 + 2 + 3 + 4; B two windows: 1 + 2
    tally = Fairness(weight=10).count(case(made(), answer))
    told = "weekend and holiday shifts and standby windows, a person's second as 2, third as 3"
    assert (tally.points, tally.unit) == (130, told)


def test_who_stands_by_for_two_tiers_of_a_window_carries_it_once():
    rows = [doing("A", 5, 22, 25, PRIMARY), doing("A", 5, 25, 30, BACKUP)]
    assert duty_windows_held(made(), horizon(), roster([], rows)) == {"A": 1}


def test_a_window_that_began_before_the_week_was_counted_there():
    rows = [Activity("A", *(duty("A", -1, 22, "night").start, duty("A", -1, 22, "night").end), PRIMARY)]
    assert duty_windows_held(made(), horizon(), roster([], rows)) == {}


def test_windows_of_history_count_before_those_of_the_week():
    """A stood by on the Saturday and the Sunday before, and for a night at work: the first shift is A's third."""
    past = [*days_on("A", -2, -1, cover=NIGHTS.name, tier="primary", hours=(22, 30), kind="on_call"),
            *days_on("A", -9, cover=NIGHTS.name, tier="primary", hours=(22, 30), kind="on_call"),
            *days_on("B", -4, cover=NIGHTS.name, tier="primary", hours=(22, 30), kind="on_call")]  # fmt: skip
    night = duty("A", -9, 22, "night")
    known = replace(made(), duty_history=tuple(past),
                    history=(Worked("A", night.day, "night", night.start, night.end),))  # fmt: skip
    assert windows_before(known, horizon()) == {"A": 2}
    # the night at work is a shift of a Saturday: with the two windows three before, so the next weighs 4
    assert Fairness(weight=1).count(case(known, roster([duty("A", 5, 8)]))).points == 4


def test_holidays_are_those_of_the_holders_site():
    # 26 December 2026 is a Saturday; the 24th a Thursday like any other; 8 December a holiday in Barcelona alone
    first = date(2026, 12, 7)
    people = [agent("A", roles=["lead"]), agent("B", site="barcelona", roles=["lead"])]
    rows = [doing(name, date(2026, 12, 8), 22, 30, tier) for name, tier in (("A", PRIMARY), ("B", BACKUP))]
    asked = operation(people, cover=(NIGHTS,))
    assert duty_windows_held(asked, horizon(first), roster([], rows)) == {"B": 1}


def test_without_standby_nothing_changes():
    answer = roster([duty("A", 5, 8), duty("A", 6, 8)])
    told = [(goal(weight=1).count(case(one, answer)).points, goal(weight=1).count(case(one, answer)).unit)
            for goal in (Cost, Fairness) for one in (made(), operation(leads("A", "B")))]  # fmt: skip
    assert told[0] == told[1] == (280, "in the currency of cost_hour")
    assert told[2] == told[3] == (3, "weekend and holiday shifts, a person's second as 2, third as 3")


def test_the_share_of_standby_is_the_goal_with_it_less_the_goal_without():
    goals = {"cost": {"weight": 0.1}, "fairness": {"weight": 7}}
    rows = [doing("A", 5, 22, 30, PRIMARY), doing("B", 4, 22, 25, BACKUP)]
    duties = [duty("A", 5, 8), duty("A", 6, 8), duty("B", 0, 8)]
    asked, answer = made(goals=goals), replace(roster(duties, rows), held=())
    # A has two shifts: the window is the third, 3 x 7; B's is the first, 7. Money: 11 h x 3 + 0.5 x 20 x (1 + 3 / 8)
    assert of_standby(asked, answer) == pytest.approx({"cost": 0.1 * 46.75, "fairness": 28})
    for goal in (Cost(weight=0.1), Fairness(weight=7)):
        both = [goal.count(case(asked, one)).points for one in (answer, roster(duties))]
        assert both[0] - both[1] == pytest.approx(of_standby(asked, answer)[goal.name], abs=1)
    assert of_standby(made(), answer) == {}


ROWS = st.lists(
    st.tuples(st.sampled_from("AB"), st.integers(0, 671), st.integers(1, 200), st.sampled_from(["", "/p", "/b"])),
    max_size=8,
)
SPANS = st.sampled_from(["00:00-24:00", "22:00-06:00", "02:30-03:15", "18:00-08:00", "spread"])
FIRSTS = st.sampled_from([MONDAY, date(2026, 3, 2), date(2026, 3, 23), date(2026, 10, 19), date(2026, 10, 26)])
SPREAD = {"friday": "18:00-24:00", "saturday-sunday": "00:00-24:00", "monday": "00:00-08:00", "holiday": "01:30-02:30"}


@settings(deadline=None, max_examples=12)
@given(ROWS, SPANS, FIRSTS, st.sampled_from([PACIFIC, MADRID]), st.sampled_from(["every_day", "weekend", "holiday"]))
def test_the_recount_has_as_much(rows, span, first, zone, on):
    hours = SPREAD if span == "spread" else span
    covers = [
        Cover(name=name, role="lead", kind="on_call", tiers=tiers, hours=hours, time_zone=zone, on=[on],
              cost_hour=2.5, call_outs_hours=0.75)
        for name, tiers in (("One", None), ("Two", ["p", "b"]))
    ]  # fmt: skip
    people = [agent("A", roles=["lead"]), agent("B", site="barcelona", roles=["lead"])]
    asked, week = operation(people, cover=tuple(covers)), horizon(first)
    quarter = timedelta(minutes=15)
    done = [
        Activity(name, week.start + at * quarter, min(week.end, week.start + (at + length) * quarter),
                 f"on_call:{'Two' if tier else 'One'}{tier}")
        for name, at, length, tier in rows
    ]  # fmt: skip
    answer = roster([], [row for row in done if row.start < row.end])
    standby_carried, standby_money = recounts()
    assert standby_pay(asked, week, answer) == pytest.approx(standby_money(asked, week, answer))
    assert duty_windows_held(asked, week, answer) == standby_carried(asked, week, answer)
