"""Limits that bind everyone without being written down: the check finds exactly that, in these words."""

import itertools
import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tiny_lines import Case, calendar, diary

from scheduler.clock import Horizon
from scheduler.load import load
from scheduler.operation import Availability, Break, Leave, Pin
from scheduler.problem.grid.letters import Alphabets, days_of
from scheduler.roster import Pause
from scheduler.rules import limits_for

EARLY, LATE, NIGHT = ("E", "06:00", 8), ("L", "14:00", 8), ("N", "22:00", 8)
LUNCH = Break(name="law-meal", minutes=30, paid=False, between_hours=(2, 5), if_hours_at_least=6)
REST = Break(name="law-rest", minutes=15, between_hours=(1, 3), if_hours_at_least=4)


def week(rule, shifts, **case):
    """A diary in which the agent works those shifts, and what the check of the rule says of a diary."""
    made = calendar(rule, Case("", past=0, **case), random.Random(1))
    shown = diary(made, [shifts.get(day.index) for day in made.days])
    return shown, lambda seen: [finding.message for limit in made.limits for finding in limit.check(seen)]


def found(rule, shifts, **case):
    shown, check = week(rule, shifts, **case)
    return check(shown)


def test_availability_ends_in_the_midst_of_a_shift():
    rows = (Availability("ana", 0, 360, 1200),)
    assert found("availability", {0: LATE}, operation={"availability": rows}) == [
        "ana is not available at 20:00 of 2026-02-02, within L of 2026-02-02"
    ]
    assert found("availability", {0: EARLY}, operation={"availability": rows}) == []
    assert found("availability", {1: EARLY}, operation={"availability": rows}) == [
        "ana is not available at 06:00 of 2026-02-03, within E of 2026-02-03"
    ]


def test_a_pin_holds():
    nine = datetime(2026, 2, 3, 8, tzinfo=UTC)
    pins = (Pin("ana", date(2026, 2, 2), "off"), Pin("ana", date(2026, 2, 3), "D", nine))
    assert found("fixed", {0: EARLY, 1: ("D", "08:00", 8)}, operation={"pins": pins}) == [
        "ana works E 06:00-14:00 on 2026-02-02; it is fixed as off",
        "ana works D 08:00-16:00 on 2026-02-03; it is fixed as D from 09:00",
    ]
    assert found("fixed", {}, operation={"pins": pins}) == ["ana is off on 2026-02-03; it is fixed as D from 09:00"]


def test_nobody_works_before_the_first_day_or_after_the_last():
    agent = {"first_day": date(2026, 2, 3), "last_day": date(2026, 2, 4)}
    assert found("employment", {0: EARLY, 1: EARLY, 2: EARLY, 3: EARLY}, agent=agent) == [
        "ana works E on 2026-02-02, before the first day 2026-02-03",
        "ana works E on 2026-02-05, after the last day 2026-02-04",
    ]


def test_shifts_are_those_of_site_and_contract():
    shifts = {0: EARLY, 1: ("D", "08:30", 8), 2: ("D", "08:00", 8.25), 3: ("D", "10:00", 9)}
    assert found("known_shifts", shifts, contract={"shifts": ("D",)}) == [
        "ana works E on 2026-02-02; site and contract offer D",
        "ana starts D of 2026-02-03 at 08:30 on 2026-02-03, which is none of its starts",
        "ana works D of 2026-02-04 for 8.25 h, which is none of its lengths",
    ]


def moved(shown, *pauses):
    """The diary with these pauses in Monday's shift: (name, minutes after its start, minutes long)."""
    (day, duty), *_ = shown.duties.items()
    taken = tuple(
        Pause(name, duty.start + timedelta(minutes=after), duty.start + timedelta(minutes=after + length))
        for name, after, length in pauses
    )
    return replace(shown, duties={day: replace(duty, pauses=taken)})


def test_breaks_occur_once_in_their_time_and_never_touch():
    shown, check = week("breaks", {0: EARLY}, operation={"law_breaks": {"here": (LUNCH, REST)}})
    assert check(moved(shown, ("law-rest", 60, 15), ("law-meal", 300, 30))) == []
    assert check(moved(shown, ("law-rest", 60, 15))) == [
        "ana takes law-meal 0 times in E of 2026-02-02; it is to be taken once"
    ]
    assert check(moved(shown, ("law-rest", 165, 15), ("law-meal", 180, 30))) == [
        "ana takes law-rest and law-meal of 2026-02-02 without work between them"
    ]
    assert check(moved(shown, ("law-rest", 50, 10), ("law-meal", 120, 30), ("nap", 240, 15))) == [
        "ana takes law-rest of 2026-02-02 at 06:50 for 10 minutes; it has 15",
        "ana takes law-rest of 2026-02-02 at 06:50, 0.833333 h into the shift; it starts 1 to 3 h into it",
        "ana takes law-rest of 2026-02-02 at 06:50, which is no multiple of 15 minutes",
        "ana takes nap in E of 2026-02-02, which has no such break",
    ]


def test_a_bare_roster_has_no_breaks_to_judge():
    shown, check = week("breaks", {0: EARLY}, operation={"law_breaks": {"here": (LUNCH,)}})
    assert check(replace(moved(shown), breaks_known=False)) == []


def test_hours_of_breaks_are_elapsed():
    # Autumn's night from 22:00: the meal starts 5 elapsed hours later, at 02:00 for the second time
    shown, check = week("breaks", {6: NIGHT}, operation={"law_breaks": {"here": (LUNCH,)}}, first=date(2026, 10, 19))
    assert check(moved(shown, ("law-meal", 300, 30))) == []
    assert check(moved(shown, ("law-meal", 315, 30))) == [
        "ana takes law-meal of 2026-10-25 at 03:15, 5.25 h into the shift; it starts 2 to 5 h into it"
    ]


def test_a_day_that_a_limit_calls_quiet_has_no_letter_that_it_forbids():
    """Everybody's letters in the sample over a clock change, with several time zones and nights."""
    operation = load(Path(__file__).parents[2])
    horizon = Horizon(date(2026, 10, 19), 3, operation.time_zone)
    alphabets, days = Alphabets(operation, horizon), [day for day in days_of(operation, horizon) if not day.past]
    away = [Leave(agent.id, "vacation", date(2026, 10, 24), date(2026, 10, 25)) for agent in operation.agents[::3]]
    operation, quiet, busy = replace(operation, leave=tuple(away)), 0, 0
    for agent in operation.agents:
        letters = alphabets.of(agent).work
        for limit, day in itertools.product(limits_for(operation, agent), days):
            allowed = [limit.allows(operation, horizon, agent, day, letter) for letter in letters[day.index]]
            if limit.quiet(operation, horizon, agent, day):
                quiet += 1
                assert all(allowed)
            busy += not all(allowed)
    assert quiet
    assert busy
