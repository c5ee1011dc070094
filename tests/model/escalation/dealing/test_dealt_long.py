"""Horizons that are dealt out four weeks at a time: a plan in hand counts minutes from the start of all weeks."""

from __future__ import annotations

from datetime import timedelta

from duty_case import lead, leads
from small_case import horizon, operation

from scheduler.model.escalation.dealing.naming import named_by
from scheduler.roster import Activity, Roster


def test_standby_of_the_fifth_week_stays_in_the_fifth_week() -> None:
    """A stands by on the Monday of week 1 from 08:00 to 10:00, B on that of week 5 from 12:00 to 14:00."""
    made = operation(leads("A", "B"), cover=(lead(kind="on_call", hours="08:00-16:00"),))
    weeks = horizon(weeks=6)
    (tier,) = made.tiers

    def standby(name: str, hours: int) -> Activity:
        start = weeks.start + timedelta(hours=hours)
        return Activity(name, start, start + timedelta(hours=2), tier.activity)

    given = Roster((), (standby("A", 8), standby("B", 28 * 24 + 12)))
    found, _ = named_by(made, weeks, given)
    assert {(row.start, row.end) for row in found.activities} == {(row.start, row.end) for row in given.activities}
