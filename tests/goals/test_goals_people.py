"""Headcount, wishes, fairness and change: counts of people and dates."""

from datetime import timedelta

from small_case import MADRID, MONDAY, agent, case, duty, operation, roster

from scheduler.goals.change import Change
from scheduler.goals.fairness import Fairness
from scheduler.goals.headcount import Headcount as HeadcountGoal
from scheduler.goals.wishes import Wishes
from scheduler.operation import Headcount, Leave, Wish, Worked

AGENTS = [agent("A"), agent("B"), agent("C", site="barcelona", roles=["lead"])]


def day(number):
    return MONDAY + timedelta(days=number)


def test_each_missing_and_each_extra_person_costs_the_rows_weight():
    # day shift: 3 wanted, 2 there: 100; night: 0 wanted, 1 there: 7; the row after the horizon costs nothing
    rows = (Headcount(day(0), "day", 3, 100, 1), Headcount(day(0), "night", 0, 5, 7), Headcount(day(7), "day", 9, 9, 9))
    asked = case(
        operation(AGENTS, headcount=rows), roster([duty("A", 0, 8), duty("B", 0, 8), duty("C", 0, 22, "night")])
    )
    tally = HeadcountGoal().count(asked)
    assert (tally.points, tally.amount) == (107, 2)
    counted = [(row.required, row.assigned, row.short, row.over) for row in asked.headcount]
    assert counted == [(3, 2, 1, 0), (0, 1, 0, 1)]
    assert HeadcountGoal(weight=2).count(asked).points == 214


def test_headcount_may_ask_for_a_site_a_skill_or_a_role():
    rows = tuple(Headcount(day(0), "day", 1, 1, 0, **asked) for asked in ({"site": "barcelona"}, {"role": "lead"}))
    rows += (Headcount(day(0), "day", 1, 1, 0, skill="general"),)
    counted = case(operation(AGENTS, headcount=rows), roster([duty("A", 0, 8)])).headcount
    assert [row.assigned for row in counted] == [0, 0, 1]


def test_wishes_are_met_by_that_very_shift_or_by_any():
    wishes = (
        Wish("A", day(0), "work", None, 1),  # works: met
        Wish("A", day(0), "work", "night", 10),  # works another shift: unmet
        Wish("A", day(0), "off", None, 100),  # works: unmet
        Wish("A", day(0), "off", "night", 1000),  # works another shift: met
        Wish("B", day(0), "work", None, 10_000),  # off: unmet
        Wish("B", day(0), "off", "day", 100_000),  # off: met
        Wish("A", day(-1), "work", None, 10**6),  # before the horizon
        Wish("A", day(7), "work", None, 10**7),  # after it
    )
    tally = Wishes().count(case(operation(AGENTS, wishes=wishes), roster([duty("A", 0, 8)])))
    assert (tally.points, tally.amount, tally.unit) == (10_110, 3, "unmet wishes of 6")


def test_a_work_wish_on_a_day_of_leave_costs():
    away = (Leave("A", "vacation", day(0), day(0)),)
    workspace = operation(AGENTS, wishes=(Wish("A", day(0), "work", None, 5),), leave=away)
    assert Wishes().count(case(workspace)).points == 5


def test_the_kth_weekend_or_holiday_shift_weighs_k():
    # A had two (Sat, Sun) before, works Fri 25 (holiday) and Sat 26: 3 + 4. C in Barcelona had none, works Fri and
    # Sat 26, which is a holiday and a weekend but counts once: 1 + 2. B works Monday: 0.
    past = [duty("A", -2, 8), duty("A", -1, 8), duty("A", -3, 8)]
    history = tuple(Worked(row.agent, row.day, row.shift, row.start, row.end) for row in past)
    duties = [duty("A", 4, 8), duty("A", 5, 8), duty("B", 0, 8)]
    duties += [duty("C", number, 8, zone=MADRID, site="barcelona") for number in (4, 5)]
    asked = case(operation(AGENTS, history=history), roster(duties))
    tally = Fairness(weight=2).count(asked)
    assert (tally.amount, tally.points) == (10, 20)
    assert Fairness().count(asked).points == 0


def test_sharing_weekends_out_never_weighs_more_than_one_person_carrying_them():
    alone = case(operation(AGENTS), roster([duty("A", 5, 8), duty("A", 6, 8)]))
    shared = case(operation(AGENTS), roster([duty("A", 5, 8), duty("B", 6, 8)]))
    assert Fairness(weight=1).count(alone).points == 3  # 1 + 2
    assert Fairness(weight=1).count(shared).points == 2  # 1 + 1


def test_change_counts_agents_and_dates_that_differ():
    # A Monday as told; A Tuesday an hour later; B Monday new; C Monday gone: 3
    told = roster([duty("A", 0, 8), duty("A", 1, 8), duty("C", 0, 8, zone=MADRID)])
    now = roster([duty("A", 0, 8), duty("A", 1, 9), duty("B", 0, 8)])
    tally = Change(weight=5).count(case(operation(AGENTS), now, published=told))
    assert (tally.amount, tally.points) == (3, 15)


def test_without_a_published_roster_nothing_has_changed():
    tally = Change(weight=5).count(case(operation(AGENTS), roster([duty("A", 0, 8)])))
    assert (tally.points, tally.notes) == (0, ("no roster of this horizon was published",))
