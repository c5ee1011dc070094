"""Two leads on Monday, rows of duty.csv, and what the judge says of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from small_case import MONDAY, PACIFIC, agent, duty, horizon, operation, roster

from scheduler.clock import instant
from scheduler.judge.duty import duty_counts, duty_findings
from scheduler.operation import Cover
from scheduler.roster import Held


def lead(**settings):
    return Cover(**{"name": "Lead", "role": "lead", "on": ["monday"], "hours": "08:00-16:00", **settings})


def leads(*names):
    return [agent(name, roles=["lead"]) for name in names]


def at(hour, zone=PACIFIC, day=0):
    return instant(MONDAY + timedelta(days=day), round(60 * hour), zone)


def held(name, start, end, cover="Lead", kind="on_shift", reason="", tier=""):
    return Held(cover, tier, at(start), at(end), name, kind, reason)


def case(rows, *covers, shifts=None, activities=(), people=("A", "B"), **more):
    """An operation with leads A and B, both at work on Monday 08:00-16:00 unless said, and rows of duty.csv."""
    made = operation([*leads(*people), agent("C")], cover=covers or (lead(),), **more)
    shifts = [duty(name, 0, 8) for name in (*people, "C")] if shifts is None else shifts
    return made, replace(roster(shifts, activities), held=None if rows is None else tuple(rows))


def faults(made, answer):
    return [(row.agent, row.amount, row.message) for row in duty_findings(made, horizon(), answer)]


def count(made, answer):
    [one] = duty_counts(made, horizon(), answer)
    return one
