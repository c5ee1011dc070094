"""Work that may wait: due times, backlog, and due times that no opening hours can meet."""

from __future__ import annotations

import math

import numpy as np
import pytest
from staffing_case import WEEKDAYS_SIX_TO_TEN, email, horizon, operation, rows, steady

from scheduler.requirement import DeferredWork
from scheduler.staffing import impossible_due, staff

MIDNIGHT = "2026-01-05T08:00"


def work(*queues: object, **changes: object) -> DeferredWork:
    return staff(operation(*queues, **changes), horizon()).deferred[0]  # type: ignore[arg-type]


def test_arrivals_are_agent_seconds_of_rostered_time() -> None:
    # 12 items x 300 s / 2 at once / 0.75 busy / (1 - 0.2) = 3,000 s
    queue = email(concurrency=2, max_occupancy=0.75, shrinkage=0.2)
    made = work(queue, forecast=rows(("mail", MIDNIGHT, 30, 12, 300)))
    np.testing.assert_allclose(made.arrivals[:2], [3000, 0])


def test_calendar_due_times_run_from_the_start_of_the_interval() -> None:
    made = work(email(hours=4))
    assert list(made.due[:3]) == [8, 9, 10]  # 4 hours are 8 intervals: 0 to 7 are in time, 8 is late
    assert list(made.due[-8:]) == [336] * 8


def test_due_times_within_an_interval_leave_that_interval_in_time() -> None:
    assert list(work(email(hours=0.25)).due[:3]) == [1, 2, 3]
    assert list(work(email(hours=0.75)).due[:3]) == [1, 2, 3]


def test_the_clock_of_open_hours_stands_still_while_closed() -> None:
    made = work(email(hours=4, clock="open_hours", open=WEEKDAYS_SIX_TO_TEN))
    # Monday: closed until 06:00 (interval 12), so what arrives at night is due at 10:00 (20)
    assert list(made.due[:13]) == [20] * 13
    assert made.due[12 + 31] == 48 + 12 + 7  # 21:30 on Monday: half an hour then, and 3.5 hours on Tuesday
    assert made.due[4 * 48 + 12 + 26] == 336  # 19:00 on Friday: 3 hours are left, the rest is next week's


NINE_TO_FIVE = {"monday-friday": "09:00-17:00"}


@pytest.mark.parametrize(
    ("arrives", "hours", "due"),
    [
        (3 * 24 + 20, 8, 4 * 24 + 17),  # Thursday 20:00: the 8 hours of Friday, over at 17:00
        (3 * 24 + 17, 8, 4 * 24 + 17),  # as it closes
        (3 * 24 + 16, 8, 4 * 24 + 16),
        (3 * 24 + 9, 8, 3 * 24 + 17),  # as it opens: the same day's closing
        (3 * 24 + 20, 9, 7 * 24),  # an hour of Monday's: after the week
        (0, 24, 2 * 24 + 17),  # Monday to Wednesday
    ],
)
@pytest.mark.parametrize("step", [15, 30, 60])
def test_what_is_due_as_the_queue_closes_is_due_then(arrives: int, hours: int, due: int, step: int) -> None:
    """Before, it was due at the next opening, and on the last day of the week never."""
    queue = email(hours=hours, clock="open_hours", open=NINE_TO_FIVE)
    made = staff(operation(queue, interval_minutes=step), horizon()).deferred[0]
    assert made.due[arrives * 60 // step] == due * 60 // step


def test_a_saturday_with_24_open_hours_is_due_on_wednesday_at_closing() -> None:
    queue = email(hours=24, clock="open_hours", open=NINE_TO_FIVE)
    made = staff(operation(queue), horizon(weeks=2)).deferred[0]
    assert made.due[(5 * 24 + 12) * 2] == (9 * 24 + 17) * 2


@pytest.mark.parametrize(("first", "hours"), [("2026-03-02", 167), ("2026-10-26", 169)])
def test_closing_is_by_the_clock_in_a_week_of_a_change(first: str, hours: int) -> None:
    """Open Sunday, after the change, from 09:00 to 17:00; 8 open hours after Saturday 20:00 are Sunday 17:00."""
    queue = email(hours=8, clock="open_hours", open={"every_day": "09:00-17:00"})
    made = staff(operation(queue), horizon(first)).deferred[0]
    assert made.due[(5 * 24 + 20) * 2] == (hours - 7) * 2


def test_work_of_the_night_may_take_the_first_open_interval() -> None:
    """A quarter of an open hour after 20:00 is 09:15 the next day; it can be done until 09:30 (interval 19)."""
    made = work(email(hours=0.25, clock="open_hours", open=NINE_TO_FIVE))
    assert list(made.due[2 * 20 : 2 * 20 + 3]) == [48 + 19] * 3


@pytest.mark.parametrize(("first", "days_of_48"), [("2026-03-02", 6), ("2026-10-26", 6)])
def test_calendar_hours_are_elapsed_hours_on_a_clock_change(first: str, days_of_48: int) -> None:
    span = horizon(first)
    due = staff(operation(email(hours=4)), span).deferred[0].due
    assert due[days_of_48 * 48] == days_of_48 * 48 + 8


def test_the_work_due_in_an_interval_is_its_agents() -> None:
    # 6 items x 600 s arrive at midnight and are due at 04:00: in the interval from 03:30 two agents for its 1,800 s
    found = staff(operation(email(hours=4, shrinkage=0.2), forecast=rows(("mail", MIDNIGHT, 30, 6, 600))), horizon())
    np.testing.assert_allclose(found.agents[0, 6:9], [0, 2, 0])
    np.testing.assert_allclose(found.required[0, 7], 2 / 0.8)
    np.testing.assert_allclose(found.erlangs[0, 0], 2)


def test_all_work_due_within_the_week_is_due_once() -> None:
    span = horizon()
    found = staff(operation(email(hours=24, backlog=30), forecast=steady(span, "mail", 2, 450)), span)
    # 288 of 336 intervals are due by Sunday's end, and the backlog: (576 + 30) x 450 s
    assert found.agents.sum() * 1800 == pytest.approx((288 * 2 + 30) * 450)


def test_the_opening_backlog_is_due_evenly_over_the_first_hours() -> None:
    made = work(email(hours=4, backlog=16), forecast=rows(("mail", MIDNIGHT, 30, 1, 600)))
    # 16 items over 8 intervals are 2 each, 1,200 s; those due in the first interval have until its end
    np.testing.assert_allclose(made.backlog[:9], [0, 2400, 1200, 1200, 1200, 1200, 1200, 1200, 0])
    assert made.backlog.sum() == pytest.approx(16 * 600)


def test_the_backlog_of_an_open_hours_clock_is_due_while_open() -> None:
    queue = email(hours=4, clock="open_hours", backlog=8, open=WEEKDAYS_SIX_TO_TEN)
    made = work(queue, forecast=rows(("mail", MIDNIGHT, 30, 1, 600)))
    np.testing.assert_allclose(np.flatnonzero(made.backlog), np.arange(12, 20))


def test_a_backlog_without_a_handle_time_is_named() -> None:
    found = staff(operation(email(backlog=8)), horizon())
    assert found.deferred[0].backlog.sum() == 0
    assert found.notes == ("mail: 8 open items, but the forecast gives no handle time to staff them by",)


def test_a_due_time_that_the_opening_hours_cannot_meet_is_named_with_the_least_that_they_can() -> None:
    span = horizon()
    mail = email(hours=8, open=WEEKDAYS_SIX_TO_TEN)
    made = operation(mail, forecast=steady(span, "mail", 1, 60))
    # what arrives on Friday at 22:00 is done on Monday at 06:30 at the earliest: 56.5 hours
    assert impossible_due(made, span) == [("mail", 56.5)]
    assert staff(made, span).notes == (
        "mail: some work is due before the queue opens again; within 8 h cannot be met, "
        "the least that opening hours allow is 56.5 h",
    )


def test_possible_due_times_are_not_named() -> None:
    span = horizon()
    forecast = steady(span, "mail", 1, 60)
    weekday_mail = email(hours=57, open=WEEKDAYS_SIX_TO_TEN)
    own_clock = email(hours=8, clock="open_hours", open=WEEKDAYS_SIX_TO_TEN)
    assert impossible_due(operation(weekday_mail, forecast=forecast), span) == []
    assert impossible_due(operation(own_clock, forecast=forecast), span) == []
    assert impossible_due(operation(email(hours=0.5), forecast=forecast), span) == []


def test_work_for_a_queue_that_never_opens_cannot_be_done() -> None:
    span = horizon()
    made = operation(email(open={"every_day": "closed"}), forecast=steady(span, "mail", 1, 60))
    assert impossible_due(made, span) == [("mail", math.inf)]
    assert staff(made, span).notes == ("mail: work arrives but the queue never opens again; it cannot be done",)
