"""A fortnight of duties with holders A and B, history before it, and what the limits on holders say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from duty_case import lead, leads
from small_case import MONDAY, PACIFIC, horizon, operation, roster

from scheduler.clock import instant
from scheduler.judge.duty import duty_limits
from scheduler.roster import Held


@dataclass(frozen=True)
class Place:
    """A pinned place."""

    agent: str
    day: date
    cover: str = "Lead"
    tier: str = ""


def days_on(name, *days, cover="Lead", tier="", hours=(8, 16), kind="on_shift"):
    """The agent's rows on days after the Monday (negative: history)."""
    first, last = hours
    return [Held(cover, tier, moment(day, first), moment(day, last), name, kind) for day in days]


def moment(day, hour):
    return instant(MONDAY + timedelta(days=day), round(60 * hour), PACIFIC)


def daily(**settings):
    return lead(**{"on": ["every_day"], **settings})


def limited(rows, *covers, pins=(), weeks=1, shifts=(), history=(), people=("A", "B")):
    """(agent, amount, message) of each finding; rows before the horizon are history."""
    made = operation(leads(*people), cover=covers, history=tuple(history))
    span = horizon(weeks=weeks)
    past = tuple(row for row in rows if row.start < span.start)
    known = replace(made, duty_history=past, duty_pins=tuple(pins))
    answer = replace(roster(shifts), held=tuple(row for row in rows if row.start >= span.start))
    return [(row.agent, row.amount, row.message) for row in duty_limits(known, span, answer)]
