"""Standby that is dealt out already keeps its holder from other standby, also at work."""

from __future__ import annotations

from duty_case import lead, leads
from small_case import horizon, operation

from scheduler.model.escalation.holder_line import HolderLine, stays
from scheduler.model.escalation.scene import Scene

HOUR = 60
LINE = HolderLine("A", (0,), ((8 * HOUR, 16 * HOUR),))


def monday(given, **settings):
    """Hours of Monday in which A, at work 08:00-16:00, may hold standby beside what is given."""
    made = operation(leads("A", "B"), cover=(lead(kind="on_call", hours="00:00-24:00", **settings),))
    elsewhere = {"A": [(made.tiers[0], (one * HOUR, two * HOUR)) for one, two in given]}
    scene = Scene(made, horizon(), list(made.tiers), other_standby=elsewhere)
    found = stays(scene, made.tiers[0], LINE)
    return [(one // HOUR, min(24, two // HOUR)) for one, two in found if one < 24 * HOUR]


def test_who_stands_by_for_a_duty_at_work_holds_no_other_standby_there():
    # the given standby 10-12 lies within the shift 8-16; what is left of Monday: 0-10 and 12-24
    assert monday([(10, 12)], held_at_work=True) == [(0, 10), (12, 24)]


def test_given_standby_that_a_shift_begins_in_is_taken_whole():
    assert monday([(6, 12)], held_at_work=True) == [(0, 6), (12, 24)]


def test_without_held_at_work_shifts_and_given_standby_are_both_taken():
    assert monday([(6, 7)], held_at_work=False) == [(0, 6), (7, 8), (16, 24)]
