"""Six leads with nothing but a maximum, one of them wanted on weekdays 08:00-16:00: rosters that nobody would sign."""

from __future__ import annotations

from dataclasses import replace

from small_case import agent, duty, horizon, operation, requirement, roster

from scheduler.judge.trial import Trial
from scheduler.operation import Contract, Cover, Shift
from scheduler.roster import Held

LEADS = "ABCDEF"
DAY = Shift(id="D", start="08:00", hours=8)
NIGHT = Shift(id="N", start="20:00", hours=12)
SHIFTS = {"D": DAY, "N": NIGHT}
ANY = Contract(id="full", limits={"hours_week": {"max": 40}})
WANTED = Cover(name="Lead", role="lead", on=["monday", "tuesday", "wednesday", "thursday", "friday"],
               hours="08:00-16:00")  # fmt: skip


def leads(names=LEADS, contract=ANY, **more):
    people = [agent(name, roles=["lead"]) for name in names]
    return operation(people, contract=contract, **{"shifts": SHIFTS, "cover": (WANTED,), **more})


def day(name, number, **more):
    return duty(name, number, 8, shift="D", **more)


def night(name, number, **more):
    return duty(name, number, 20, shift="N", hours=12, **more)


def trial(made, duties, activities=(), held=None, needs=None, weeks=1, **options):
    span = horizon(weeks=weeks)
    answer = replace(roster(duties, activities), held=held)
    return Trial(made, span, requirement(made, span, needs), answer, **options)


def holding(name, number):
    one = day(name, number)
    return Held("Lead", "", one.start, one.end, name, "on_shift")
