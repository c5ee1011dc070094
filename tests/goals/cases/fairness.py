"""Weekends and holidays of two sites, after history and without."""

from datetime import timedelta

from terms_case import day, people

from scheduler.clock import instant
from scheduler.operation import Worked

GOALS = {"fairness": {"weight": 7}}


def worked(name, number, zone="America/Los_Angeles"):
    start = instant(day(number), 360, zone)
    return Worked(name, day(number), "day", start, start + timedelta(hours=8))


CASES = {
    "a week with a holiday": people(goals=GOALS),
    "after two weekend shifts": people(goals=GOALS, history=(worked("ann", -1), worked("ann", -2))),
    "three weeks": people(goals=GOALS, weeks=3),
}
