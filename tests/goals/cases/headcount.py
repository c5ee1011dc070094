"""People wanted on shifts: too few and too many, by site, by skill counted once, and in steps."""

from small_case import agent
from terms_case import day, people

from scheduler.operation import Headcount


def wanted(number, agents, **more):
    return Headcount(day(number), "day", agents, 30, 7, **more)


CASES = {
    "missing and extra": people(headcount=tuple(wanted(number, 1) for number in range(5))),
    "by site, and steps": people(headcount=(wanted(0, 1, site="seattle"), wanted(0, 2), wanted(0, 1), wanted(2, 1))),
    "skills count once": people(
        agent("ann", skills=("x", "y")), agent("bob", skills=("x",)), agent("cy", skills=("y",)),
        headcount=tuple(wanted(number, 1, skill=skill) for number in range(4) for skill in ("x", "y")),
    ),
}  # fmt: skip
