"""Regular weeks: changes of start and lone days, counted by hand."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from fake_answer import fake_answer
from small_case import MADRID, MONDAY, PACIFIC, agent, case, duty, horizon, operation, requirement, roster

from scheduler.clock import instant
from scheduler.errors import InputError
from scheduler.goals import goals_of
from scheduler.goals.regular import Irregular, irregular
from scheduler.judge import score
from scheduler.operation import Leave, Worked
from scheduler.report.answer.summary import summary
from scheduler.roster import Duty


def worked(name, day, hour, zone=PACIFIC, hours=8):
    start = instant(day, 60 * hour, zone)
    return Worked(name, day, "day", start, start + timedelta(hours=hours))


def counted(duties, span=None, tolerance=0, people=("A",), **changes):
    made = operation([agent(name) for name in people], **changes)
    return irregular(case(made, roster(duties), span=span), tolerance)


def test_a_start_is_compared_with_that_of_the_working_day_before():
    """Mo 7, Tu 7, We 9, Fr 9, Sa 7: two changes; Th is a lone day off."""
    days = [duty("A", day, hour) for day, hour in ((0, 7), (1, 7), (2, 9), (4, 9), (5, 7))]
    assert counted(days) == Irregular(starts=2, lone_off=1, lone_on=0)
    assert counted(days, tolerance=119).starts == 2
    assert counted(days, tolerance=120).starts == 0


def test_the_shorter_way_around_the_clock_counts():
    assert counted([duty("A", 0, 23), duty("A", 2, 1)], tolerance=120).starts == 0


@pytest.mark.parametrize(("gap", "starts"), [(7, 1), (8, 0)])
def test_at_most_seven_days_back(gap, starts):
    days = [duty("A", 0, 7), duty("A", gap, 9)]
    assert counted(days, horizon(weeks=2)).starts == starts
    past = (worked("A", MONDAY + timedelta(days=2 - gap), 7),)
    assert counted([duty("A", 2, 9)], history=past).starts == starts


def test_history_counts_as_far_as_the_horizon_has_a_hand_in_it():
    """Fr at 7, Su at 9 in history: We at 7 is one change; Sa off was lone before, Su becomes a lone working day."""
    days = (worked("A", MONDAY - timedelta(days=3), 7), worked("A", MONDAY - timedelta(days=1), 9))
    found = counted([duty("A", 2, 7), duty("A", 3, 7)], history=days)
    assert found == Irregular(starts=1, lone_off=0, lone_on=1)


@pytest.mark.parametrize(
    ("days", "lone_off", "lone_on"),
    [
        ((0, 1, 3, 4), 1, 0),  # We off
        ((1, 2, 4), 1, 1),  # Th off; Fr is alone, with Sa off
        ((0,), 0, 0),  # nobody knows of Sunday
        ((2,), 0, 1),
        ((0, 2, 4, 6), 3, 2),  # Tu, Th, Sa off; We and Fr at work (before Mo and after Su nothing is known)
    ],
)
def test_lone_days(days, lone_off, lone_on):
    found = counted([duty("A", day, 7) for day in days])
    assert found == Irregular(0, lone_off, lone_on)


def test_leave_is_no_lone_day_off_and_a_day_off_beside_a_lone_working_day():
    tuesday = MONDAY + timedelta(days=1)
    leave = (Leave("A", "holiday", tuesday, tuesday, hours=8),)
    assert counted([duty("A", 0, 7), duty("A", 2, 7)], leave=leave) == Irregular(0, 0, 1)
    sunday = MONDAY - timedelta(days=1)
    past, before = (worked("A", MONDAY - timedelta(days=2), 7),), (Leave("A", "holiday", sunday, sunday),)
    assert counted([duty("A", 0, 7), duty("A", 1, 7)], history=past).lone_off == 1
    assert counted([duty("A", 0, 7), duty("A", 1, 7)], history=past, leave=before).lone_off == 0


def test_days_before_somebody_joins_and_after_somebody_leaves_are_none():
    made = operation([agent("A", first_day=MONDAY + timedelta(days=2), last_day=MONDAY + timedelta(days=2))])
    assert irregular(case(made, roster([duty("A", 2, 7)])), 0) == Irregular(0, 0, 0)


@pytest.mark.parametrize("monday", [date(2026, 3, 2), date(2026, 3, 23), date(2026, 10, 19), date(2026, 10, 26)])
def test_clocks_that_change_are_no_change_of_start(monday):
    """Both sites begin at 7 on their own clocks in each of the four weeks in which clocks change."""
    people = [agent("A"), agent("B", "barcelona")]
    days = [duty(who, monday + timedelta(days=day), 7, zone=zone) for who, zone in (("A", PACIFIC), ("B", MADRID))
            for day in range(7)]  # fmt: skip
    found = irregular(case(operation(people), roster(days), span=horizon(monday)), 0)
    assert found == Irregular(0, 0, 0)


def test_points_by_part_and_what_is_refused():
    goal = goals_of(operation(goals={"regular": {"weight": {"start": 2.5, "lone_on": 4}}}))["regular"]
    made = case(operation([agent("A")]), roster([duty("A", day, hour) for day, hour in ((0, 7), (2, 8), (4, 7))]))
    tally = goal.count(made)  # two changes, two lone days off, We and Fr at work alone: 2 x 2.5 + 0 + 2 x 4
    assert (tally.points, tally.amount) == (13, 6)
    assert goals_of(operation(goals={"regular": 10}))["regular"].weight.of_parts == (10, 10, 10)
    assert not goals_of(operation())["regular"].weight
    for weight in (-1, {}, {"strat": 1}, {"start": -1}, "much", True):
        with pytest.raises(InputError, match=r"\[regular\] weight: weight wants a number from 0, or a table of start"):
            goals_of(operation(goals={"regular": {"weight": weight}}))


@pytest.mark.parametrize(("seed", "tolerance"), [(1, 0), (2, 60), (3, 0), (4, 120)])
def test_the_summary_tells_what_a_recount_day_by_day_finds(seed, tolerance):
    """Thirty people of two zones at drawn starts, with history: three loops over letters, one a day."""
    made = without_work(fake_answer())
    drawn, case_of = random.Random(seed), made.score.case
    days = [case_of.horizon.first + timedelta(days=day) for day in range(-9, 7)]
    rows = [worked(who.id, day, drawn.choice((6, 7, 9, 22)), who.time_zone)
            for who in made.operation.agents for day in days if drawn.random() < 0.6]  # fmt: skip
    first = case_of.horizon.first
    goals = {"regular": {"weight": drawn.choice((0, 10)), "tolerance_minutes": tolerance}}
    history = tuple(row for row in rows if row.day < first)
    changed = replace(made.operation, history=history, goals=goals)
    duties = [Duty(row.agent, row.day, row.shift, row.start, row.end, "", 480) for row in rows if row.day >= first]
    counted_case = replace(case_of, operation=changed, roster=roster(duties))
    result = replace(made.result, roster=counted_case.roster)
    told = summary(replace(made, operation=changed, result=result, score=replace(made.score, case=counted_case)))
    assert told["irregular"] == recount(changed, case_of.horizon, rows, tolerance)


def without_work(made):
    """The answer with its people, and nothing for them to do: only their days are looked at."""
    free = replace(made.operation, queues={}, headcount=(), cover=(), interval_minutes=60)
    span = made.horizon
    wanted = requirement(free, span)
    return replace(made, operation=free, requirement=wanted, score=score(free, span, wanted, made.result.roster))


def recount(made, span, rows, tolerance):
    """Letters of each agent from the first known day on: a start on the agent's own clocks, `o`, `v` or `x`."""
    found = {"starts": 0, "lone_off": 0, "lone_on": 0}
    begin = min(row.day for row in made.history)
    for who in made.agents:
        zone = ZoneInfo(who.time_zone)
        at = {row.day: row.start.astimezone(zone) for row in rows if row.agent == who.id}
        away = [(row.first_day, row.last_day) for row in made.leave if row.agent == who.id and row.first_day]
        line = []
        for number in range((span.last - begin).days + 1):
            day = begin + timedelta(days=number)
            free = "v" if any(one <= day <= other for one, other in away) else "o" if who.employed(day) else "x"
            line.append(at[day].hour * 60 if day in at else free)
        zero = (span.first - begin).days
        for day in range(zero, len(line)):
            before = [one for one in line[max(0, day - 7) : day] if isinstance(one, int)]
            if isinstance(line[day], int) and before:
                apart = abs(line[day] - before[-1])
                found["starts"] += min(apart, 1440 - apart) > tolerance
            three = "".join("w" if isinstance(one, int) else one for one in line[max(0, day - 2) : day + 1])
            found["lone_off"] += three == "wow"
            found["lone_on"] += three in ("owo", "vwo", "owv", "vwv")
    return found
