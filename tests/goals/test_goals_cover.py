"""Duty by role: who counts, when it is due, and what is missing."""

from datetime import date, timedelta

import pytest
from small_case import MADRID, MONDAY, agent, case, doing, duty, horizon, operation, queue, roster

from scheduler.goals.cover import Cover as CoverGoal
from scheduler.operation import Cover, Worked
from scheduler.operation.duty_hours import duty_intervals
from scheduler.roster import Pause


def lead(**settings):
    return Cover(**{"name": "lead", "role": "lead", "hours": "08:00-16:00", "on": ["monday"], **settings})


def amount(cover, duties=(), activities=(), agents=None, **changes):
    agents = agents or [agent("A", roles=["lead"]), agent("B")]
    workspace = operation(agents, [queue("calls")], cover=(cover,), **changes)
    return CoverGoal().count(case(workspace, roster(duties, activities)))


def test_a_duty_that_nobody_holds_costs_100000_an_agent_hour():
    tally = amount(lead())
    assert (tally.amount, tally.points) == (8, 800_000)


def test_only_people_of_the_role_count_and_from_start_to_end_with_breaks():
    on_calls = [doing("A", 0, 8, 12, "queue:calls"), doing("A", 0, 12, 13, "break:lunch")]
    on_calls.append(doing("A", 0, 13, 16, "queue:calls"))
    assert amount(lead(), [duty("A", 0, 8)], on_calls).amount == 0
    assert amount(lead(), [duty("B", 0, 8)]).amount == 8


def test_the_language_is_asked_where_it_is_given():
    assert amount(lead(language="es"), [duty("A", 0, 8)]).amount == 8


def test_two_at_once_do_not_make_up_for_none():
    # A and B from 08:00 to 12:00, nobody from 12:00 to 16:00
    both = [agent("A", roles=["lead"]), agent("B", roles=["lead"])]
    assert amount(lead(), [duty("A", 0, 8, hours=4), duty("B", 0, 8, hours=4)], agents=both).amount == 4


def test_minutes_count_within_an_interval():
    # due 08:30-09:15 on a grid of hours: two rows of 30 and 15 minutes
    workspace = operation([], cover=(lead(hours="08:30-09:15"),))
    rows = case(workspace).cover
    assert [(row.short, row.short_hours) for row in rows] == [(1, 0.5), (1, 0.25)]


def test_an_exclusive_duty_counts_its_activities_and_the_breaks_that_follow_them():
    # on duty 08:00-11:00, its break 11:00-12:00, then calls: 12:00-16:00 is open
    rows = [doing("A", 0, 8, 11, "cover:lead"), doing("A", 0, 11, 12, "break:lunch")]
    rows.append(doing("A", 0, 12, 16, "queue:calls"))
    assert amount(lead(exclusive=True), [duty("A", 0, 8)], rows).amount == 4


@pytest.mark.parametrize(("minutes", "paid", "missing"), [(300, False, 5), (60, False, 0), (300, True, 0)])
def test_an_unpaid_break_of_more_than_an_hour_is_no_presence(minutes, paid, missing):
    # a split shift 08:00-21:00: of the break of five hours from 12:00 all are open, unless it is paid
    start = duty("A", 0, 12).start
    split = duty("A", 0, 8, hours=13, pauses=[Pause("siesta", start, start + timedelta(minutes=minutes), paid)])
    assert amount(lead(hours="08:00-21:00"), [split]).amount == missing
    rows = [doing("A", 0, 8, 12, "cover:lead"), doing("A", 0, 12, 12 + minutes / 60, "break:siesta")]
    rows.append(doing("A", 0, 12 + minutes / 60, 21, "cover:lead"))
    assert amount(lead(hours="08:00-21:00", exclusive=True), [split], rows).amount == missing


def test_standby_counts_its_own_activities_and_no_shift():
    standby = lead(kind="on_call")
    assert amount(standby, [duty("A", 0, 8)]).amount == 8
    assert amount(standby, [], [doing("A", 0, 8, 14, "on_call:lead")]).amount == 2
    assert amount(standby, [], [doing("B", 0, 8, 14, "on_call:lead")]).amount == 8


def test_history_that_reaches_into_the_horizon_counts():
    night = duty("A", -1, 22, "night")
    past = (Worked("A", night.day, "night", night.start, night.end),)
    assert amount(lead(hours="00:00-08:00"), history=past).amount == 2


def test_hours_past_midnight_belong_to_the_day_on_which_they_start():
    # Sunday 22:00 to Monday 06:00, each week: the horizon sees the last 6 hours of one and the first 2 of the next
    sundays = lead(on=["sunday"], hours="22:00-06:00")
    workspace = operation([], cover=(sundays,))
    assert duty_intervals(workspace, horizon(), sundays) == [(0, 360), (7 * 1440 - 120, 7 * 1440)]


def test_days_that_touch_are_one_span_and_named_twice_count_once():
    # Saturday 26 December is also a holiday in Barcelona; Friday 25 everywhere
    weekend = lead(on=["weekend", "holiday"], hours="00:00-24:00", holidays_of=["seattle", "barcelona"])
    assert duty_intervals(operation(cover=(weekend,)), horizon(), weekend) == [(4 * 1440, 7 * 1440)]


def test_without_holidays_of_any_site_will_do():
    for sites, days in ((None, 2), (["seattle"], 1), (["barcelona"], 2)):
        cover = lead(on=["holiday"], hours="00:00-24:00", holidays_of=sites)
        spans = duty_intervals(operation(cover=(cover,)), horizon(), cover)
        assert sum(end - start for start, end in spans) == days * 1440


def test_weekends_are_those_of_the_covers_zone():
    # Saturday 00:00 in Barcelona is Friday 15:00 in Seattle
    cover = lead(on=["weekend"], hours="00:00-24:00", time_zone=MADRID)
    assert duty_intervals(operation(), horizon(), cover) == [(4 * 1440 + 900, 6 * 1440 + 900)]


def test_observed_and_extra_holidays_count():
    workspace = operation()
    assert workspace.is_holiday(date(2026, 7, 3), ("seattle",))  # 4 July 2026 is a Saturday
    assert not workspace.is_holiday(date(2026, 12, 26), ("seattle",))
    assert workspace.is_holiday(date(2026, 12, 26))  # in Barcelona


def test_a_date_may_be_named():
    cover = lead(on=[MONDAY, "2026-12-23"])
    assert [start // 1440 for start, _ in duty_intervals(operation(), horizon(), cover)] == [0, 2]


@pytest.mark.parametrize(
    ("first", "hours"),
    [
        (date(2026, 3, 2), 167),  # Seattle springs forward on Sunday 8 March
        (date(2026, 3, 23), 168),  # Barcelona on 29 March: the planning zone does not notice
        (date(2026, 10, 19), 168),
        (date(2026, 10, 26), 169),  # Seattle falls back on Sunday 1 November
    ],
)
def test_a_week_of_a_clock_change_has_its_elapsed_hours(first, hours):
    cover = lead(on=["every_day"], hours="00:00-24:00")
    span = horizon(first)
    assert duty_intervals(operation(), span, cover) == [(0, 60 * hours)]
    tally = CoverGoal().count(case(operation(cover=(cover,)), span=span))
    assert tally.amount == hours


def test_barcelonas_short_and_long_day():
    # its own duty of 00:00-24:00 on the Sundays of its changes: 23 and 25 hours
    for first, hours in ((date(2026, 3, 23), 23), (date(2026, 10, 19), 25)):
        cover = lead(on=["sunday"], hours="00:00-24:00", time_zone=MADRID)
        ((start, end),) = duty_intervals(operation(), horizon(first), cover)[-1:]
        assert end - start == 60 * hours
