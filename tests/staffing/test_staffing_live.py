"""What calls and messages need, interval by interval."""

from __future__ import annotations

import math

import numpy as np
from staffing_case import WEEKDAYS_SIX_TO_TEN, agent, email, horizon, operation, phone, rows, steady

from scheduler.requirement import Requirement
from scheduler.staffing import staff
from scheduler.staffing.lasting import modified_load

MIDNIGHT = "2026-01-05T08:00"


def first(found: Requirement) -> tuple[float, float]:
    """(Erlangs, agents) of the first interval."""
    return float(found.erlangs[0, 0]), float(found.agents[0, 0])


def test_a_hundred_calls_of_three_minutes_need_fourteen_agents() -> None:
    # 100 x 180 / 1800 = 10 Erlangs; 14 answer 88.8 % within 20 s, 13 only 79.6 %
    found = staff(operation(phone(), forecast=rows(("calls", MIDNIGHT, 30, 100, 180))), horizon())
    assert first(found) == (10, 14)
    assert found.agents[0, 1:].sum() == 0


def test_patience_makes_it_erlang_a_and_abandonment_is_a_target_of_its_own() -> None:
    forecast = rows(("calls", MIDNIGHT, 30, 60, 300))
    assert first(staff(operation(phone(patience_seconds=60), forecast=forecast), horizon())) == (10, 12)
    # of callers with a minute's patience 12 lose 8.6 %, 13 lose 5.7 %, 14 lose 3.6 %
    strict = phone(patience_seconds=60, max_abandoned=0.05)
    assert first(staff(operation(strict, forecast=forecast), horizon())) == (10, 14)


def test_occupancy_and_average_wait_bind_where_they_ask_for_more() -> None:
    forecast = rows(("calls", MIDNIGHT, 30, 100, 180))
    assert first(staff(operation(phone(max_occupancy=0.65), forecast=forecast), horizon())) == (10, 16)
    assert first(staff(operation(phone(asa_seconds=3), forecast=forecast), horizon())) == (10, 16)  # 15 wait 3.7 s


def test_messages_take_handle_time_over_measured_concurrency() -> None:
    # 60 chats of 20 minutes in half an hour, 2.5 at once: 60 x 1200 / 2.5 / 1800 = 16 Erlangs; 20 agents reach 78.3 %
    chat = phone(channel="sms", concurrency=2.5)
    found = staff(operation(chat, forecast=rows(("calls", MIDNIGHT, 30, 60, 1200))), horizon())
    assert first(found) == (16, 21)
    assert found.handle_seconds[0, 0] == 1200


def test_without_a_service_the_load_is_staffed_and_said_so() -> None:
    plain = phone(service=None, max_occupancy=0.8)
    found = staff(operation(plain, forecast=rows(("calls", MIDNIGHT, 30, 100, 180))), horizon())
    assert first(found) == (10, 13)  # 10 / 0.8 = 12.5
    assert found.notes == ("calls: no service target, so it is staffed for its load at 80% occupancy",)


def test_email_with_a_target_in_seconds_is_live_and_a_call_with_one_in_hours_is_deferred() -> None:
    live = email(service={"share": 0.8, "within_seconds": 600})
    callbacks = phone("calls", service={"within_hours": 2})
    found = staff(operation(live, callbacks), horizon())
    assert [work.queue for work in found.deferred] == ["calls"]


def test_contacts_outside_opening_hours_are_named_and_not_staffed() -> None:
    closed = phone(open=WEEKDAYS_SIX_TO_TEN)
    found = staff(operation(closed, forecast=rows(("calls", MIDNIGHT, 30, 12.5, 180))), horizon())
    assert found.agents.sum() == 0
    assert found.volume.sum() == 12.5
    assert found.notes == ("calls: 12.5 contacts are forecast outside its opening hours; nobody is staffed for them",)


def test_a_target_of_all_is_named() -> None:
    found = staff(operation(phone(service={"share": 1, "within_seconds": 20})), horizon())
    assert found.notes == ("calls: 100 % answered in time is never certain; staffed for 99.99 %",)


def test_rare_incidents_are_staffed_at_a_quantile_of_poisson() -> None:
    # half an Erlang: P(N <= 2) = 0.9856, P(N <= 3) = 0.9982
    rare = phone(service=None, must_answer=0.99)
    assert first(staff(operation(rare, forecast=rows(("calls", MIDNIGHT, 30, 0.5, 1790))), horizon()))[1] == 3


def test_the_load_of_long_handling_lags_and_outlasts_closing() -> None:
    # one hour of 20 cases, each an hour: open 00:00 to 01:00; after it 20 (1 - 1/e) = 12.6 are still in handling
    long = phone(service=None, open={"monday": "00:00-01:00"})
    forecast = rows(("calls", MIDNIGHT, 30, 0, 0), ("calls", "2026-01-05T08:30", 30, 10, 3600))
    found = staff(operation(long, forecast=forecast), horizon())
    half = 1 - math.exp(-0.5)
    # within the half hour 20 an hour arrive: the mean of 20 (1 - e^-t) is 20 (1 - 2 x half) = 4.26
    np.testing.assert_allclose(found.erlangs[0, 1], 20 * (1 - 2 * half))
    np.testing.assert_allclose(found.erlangs[0, 2], 20 * half * half * 2)
    assert list(found.agents[0, :4]) == [0, 5, 7, 4]
    assert found.agents[0, 2 + 8 :].sum() == 0  # gone when less than half a contact is left
    assert "past closing too" in " ".join(found.notes)


def test_modified_load_loses_no_work_and_settles_at_the_offered_load() -> None:
    volume, handle = np.zeros(400), np.full(400, np.nan)
    volume[1:5], handle[1:5] = 6.0, 5400.0
    load = modified_load(volume, handle, 1800.0)
    np.testing.assert_allclose(load.sum() * 1800, 4 * 6 * 5400)  # longer than the interval, and all of it done
    steady_load = modified_load(np.full(50, 6.0), np.full(50, 90_000.0), 1800.0)
    np.testing.assert_allclose(steady_load, 6 * 50)  # handling longer than a day: 90,000 / 1,800 = 50 intervals


def test_handling_a_little_longer_than_the_interval_is_staffed_too() -> None:
    span = horizon()
    found = staff(operation(phone(), forecast=steady(span, "calls", 10, 2000)), span)
    np.testing.assert_allclose(found.erlangs[0], 10 * 2000 / 1800)
    assert set(found.agents[0]) == {15}  # 14 reach 68.9 %, 15 reach 80.6 %


def test_required_divides_by_what_is_left_after_shrinkage() -> None:
    # 14 / (1 - 0.3) = 20, not 14 x 1.3 = 18.2
    found = staff(operation(phone(shrinkage=0.3), forecast=rows(("calls", MIDNIGHT, 30, 100, 180))), horizon())
    np.testing.assert_allclose(found.required[0, 0], 20)


def test_shrinkage_differs_by_weekday_and_by_the_sites_of_able_agents() -> None:
    rows_by = [{"days": "saturday-sunday", "absence": 0.1}, {"site": "barcelona", "shrinkage": 0.2}]
    queue = phone(shrinkage=0.1, absence=0.05, shrinkage_by=rows_by)
    people = (agent("a", "seattle"), agent("b", "seattle"), agent("c", "seattle"), agent("d", "barcelona"))
    lost = staff(operation(queue, agents=people), horizon()).shrinkage[0].reshape(7, 48)
    # three of four work where 0.9 is left and one where 0.8 is: 0.875; times 0.95 on weekdays, 0.9 at the weekend
    np.testing.assert_allclose(lost[:5], 1 - 0.875 * 0.95)
    np.testing.assert_allclose(lost[5:], 1 - 0.875 * 0.9)


def test_keys_that_change_nothing_are_named() -> None:
    mail, calls = email(minimum_agents=2, asa_seconds=9), phone(backlog=3, max_abandoned=0.1, volume_cv=0.2)
    found = staff(operation(mail, calls), horizon())
    assert found.notes == (
        "mail: minimum_agents, asa_seconds changes nothing for work that may wait (service within_hours)",
        "calls: backlog changes nothing for live work (service within_seconds)",
        "calls: max_abandoned changes nothing without patience_seconds: nobody leaves in Erlang C",
        "calls: volume_cv changes nothing without staff_quantile",
    )


def test_much_shrinkage_is_questioned() -> None:
    assert staff(operation(phone(shrinkage=0.3)), horizon()).notes == (
        "calls: a shrinkage of 30% is much for what the roster does not schedule; "
        "breaks, leave and training that it does schedule must not be in it",
    )
