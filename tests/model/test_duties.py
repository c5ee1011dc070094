"""Duties and breaks: model, bound and count agree, and exclusive duties are held where they can be."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from small_case import LUNCH, MONDAY, agent, duty, horizon, operation, queue, requirement, roster

from scheduler.goals import Case
from scheduler.judge import check, score
from scheduler.model import SolveSettings, solve
from scheduler.model.activities.unfold import unfold
from scheduler.model.search.fold import fold
from scheduler.operation import Break, Contract, Cover, Headcount, Shift, Worked
from scheduler.problem.pose import pose
from scheduler.roster import Pause

DAY = {"day": Shift(id="day", start="08:00", hours=8)}
LIMITS = Contract(id="full", limits={"hours_week": {"max": 40}})


def lead(**settings):
    return Cover(
        **{"name": "lead", "role": "lead", "exclusive": True, "hours": "08:00-16:00", "on": ["weekend"], **settings}
    )


def leads(*names):
    return [agent(name, roles=["lead"]) for name in names]


def solved(made, needs=None, **settings):
    """The roster, and the points that the model believed, the bound, and the points counted."""
    wanted = requirement(made, horizon(), needs or {})
    chosen = SolveSettings(**{"iterations": 300, "time_limit": 5, **settings})
    result = solve(made, horizon(), wanted, chosen)
    assert not check(made, horizon(), result.roster)
    counted = score(made, horizon(), wanted, result.roster, only_goals=chosen.only_goals)
    return result.roster, (result.story[-1].best, result.bound, counted.objective)


def test_an_exclusive_duty_is_staffed_without_queues():
    # a lead is wanted on the shift on Saturday and Sunday for the headcount, and there the lead holds the duty
    heads = tuple(Headcount(MONDAY.replace(day=MONDAY.day + day), "day", 1, 1000, 0) for day in (5, 6))
    made = operation(leads("A"), cover=(lead(),), shifts=DAY, headcount=heads, contract=LIMITS)
    found, points = solved(made)
    assert points == (0, 0, 0)
    assert [row.activity for row in found.activities if row.start >= horizon().moment(120 * 60)] == ["cover:lead"] * 2


def test_an_exclusive_duty_comes_before_a_queue_of_priority_1():
    # one agent for two: eight hours of the queue are short (8 x 1,000) rather than eight of the duty (8 x 100,000)
    made = operation(leads("A"), (queue("calls"),), cover=(lead(on=["saturday"]),), shifts=DAY, contract=LIMITS)
    found, points = solved(made, {"calls": dict.fromkeys(range(128, 136), 1)})
    assert points == (8000, 8000, 8000)
    assert [row.activity for row in found.activities if row.start == horizon().moment(128 * 60)] == ["cover:lead"]


def test_two_exclusive_duties_at_once_need_two_people():
    # one lead can hold one of two, on both days: 2 x 8 h are open; two leads hold both
    both = (lead(), lead(name="second"))
    alone = operation(leads("A"), cover=both, shifts=DAY, contract=LIMITS)
    assert solved(alone)[1] == (1_600_000,) * 3
    assert solved(replace(alone, agents=tuple(leads("A", "B"))))[1] == (0, 0, 0)


def test_a_duty_takes_nobody_off_a_queue_where_it_does_not_count():
    # with the goal short alone the one agent is on the queue: nothing is short
    made = operation(leads("A"), (queue("calls"),), cover=(lead(on=["saturday"]),), shifts=DAY, contract=LIMITS)
    _, points = solved(made, {"calls": dict.fromkeys(range(128, 136), 1)}, only_goals=("short",))
    assert points == (0, 0, 0)


def test_the_break_of_who_holds_an_exclusive_duty_belongs_to_it():
    # the lead has lunch within the duty, and nothing is open; of two leads, both at lunch at noon, one is missing on
    # the queue for that hour (1,000) and nobody on the duty
    noon = LUNCH.model_copy(update={"between_hours": (4, 4)})
    shifts = {"day": Shift(id="day", start="08:00", hours=8, breaks=(noon,))}
    made = operation(leads("A"), cover=(lead(on=["saturday"]),), shifts=shifts, contract=LIMITS)
    assert solved(made)[1] == (0, 0, 0)
    two = replace(made, agents=tuple(leads("A", "B")), queues={"calls": queue("calls")})
    assert solved(two, {"calls": dict.fromkeys(range(128, 136), 1)})[1] == (1000, 1000, 1000)


def fixed(name, hour, hours, pause=None):
    """A shift with a break of 45 minutes so many hours after its start, or none."""
    lunch = Break(name="lunch", minutes=45, between_hours=(pause or 0, pause or 0))
    return Shift(id=name, start=f"{hour:02d}:00", hours=hours, breaks=(lunch,) if pause else ())


def posed(agents, duties, shifts, hours, needs, queues=()):
    """The case of given shifts, with the activities that the model gives them."""
    cover, contract = (lead(on=["every_day"], hours=hours),), Contract(id="full")
    made = operation(agents, queues, cover=cover, shifts=shifts, contract=contract)
    wanted = requirement(made, horizon(), needs)
    problem = pose(made, horizon(), wanted)
    letter, pause, without = fold(made, problem, roster(duties), 1)
    assert not without.size
    return Case(made, horizon(), wanted, unfold(made, problem, letter, pause), None)


def open_hours(case):
    """Hours of the duty that nobody holds on days with shifts."""
    worked = {row.day for row in case.roster.duties}
    return sum(row.short_hours for row in case.cover if (row.start - timedelta(hours=8)).date() in worked)


def held(duties, shifts, hours):
    """Hours of the duty that nobody holds, with the given shifts of two leads."""
    return open_hours(posed(leads("A", "B"), duties, shifts, hours, {}))


def on_shift(name, day, shift):
    """A duty in that shift, with its break an hour after its start."""
    hour, hours = int(shift.start.from_ // 60), int(shift.hours.from_)
    at = horizon().moment(60 * (24 * day + hour + 1))
    pauses = [Pause("lunch", at, at + timedelta(minutes=45)) for _ in shift.breaks]
    return duty(name, day, hour, shift.id, hours, pauses=pauses)


def test_who_takes_over_from_a_break_that_holds_the_duty_begins_at_its_end():
    # A holds it to 09:45, in lunch too, and B from then to lunch and through it: no minute is open. Were B's 15 minutes
    # of the hour those from 09:00 on, the last 15 would be
    shifts = {"a": fixed("a", 8, 4, 1), "b": fixed("b", 9, 4, 1)}
    assert held([on_shift("A", 0, shifts["a"]), on_shift("B", 0, shifts["b"])], shifts, "08:00-13:00") == 0


def test_a_break_after_idle_time_holds_no_duty_whatever_was_held_the_day_before():
    # A ends Monday on the duty and has nothing to do before Tuesday's lunch at 07:00: B is there from 07:00 on
    shifts = {"a": fixed("a", 6, 4, 1), "b": fixed("b", 7, 3)}
    rows = [on_shift("A", 0, shifts["a"]), on_shift("A", 1, shifts["a"]), on_shift("B", 1, shifts["b"])]
    assert held(rows, shifts, "07:00-10:00") == 0


@pytest.mark.parametrize("names", [("A",), ("A", "B")])
def test_who_has_a_break_when_the_duty_begins_takes_it_up_in_the_minute_before(names):
    # all are at lunch from 07:00 to 07:45, when the duty begins: it goes on in the lunch of who held it at 06:59. A
    # minute of the hour is free for each, so that of 07:45 to 08:00 makes up for no minute of the 45 of lunch
    shifts = {"a": fixed("a", 6, 4, 1)}
    case = posed(leads(*names), [on_shift(name, 0, shifts["a"]) for name in names], shifts, "07:00-10:00", {})
    assert open_hours(case) == 0
    before = [row for row in case.roster.activities if row.activity == "cover:lead" and row.end.minute == 0]
    assert [row.end - row.start for row in before if row.end.hour == 15] == [timedelta(minutes=1)]  # 07:00 in Seattle


def test_the_model_knows_that_a_duty_may_begin_in_a_break():
    # the only shift has its lunch when the duty begins: the lead takes the duty up before it, and nothing is open
    cover = (lead(on=["saturday"], hours="07:00-10:00"),)
    made = operation(leads("A"), cover=cover, shifts={"a": fixed("a", 6, 4, 1)}, contract=LIMITS)
    assert solved(made)[1] == (0, 0, 0)


def test_who_rests_holds_the_duty_where_that_frees_another_for_a_queue():
    # A holds the duty from 06:00 to 10:00, B is on the queue and at lunch from 07:00 to 07:45. One agent is wanted on
    # the queue, so B takes the duty over at 06:59 and holds it in lunch, and A is on the queue from then on: it lacks
    # nobody, where it would for 45 minutes. B goes on with the duty or A takes it back: the queue has one of them
    shifts = {"a": fixed("a", 6, 4), "b": fixed("b", 6, 4, 1)}
    rows = [on_shift("A", 0, shifts["a"]), on_shift("B", 0, shifts["b"])]
    needs = {"calls": dict.fromkeys(range(6, 10), 1)}
    case = posed(leads("A", "B"), rows, shifts, "06:00-10:00", needs, (queue("calls"),))
    assert (open_hours(case), case.coverage.short.sum()) == (0, 0)


def test_who_holds_the_duty_in_a_break_is_followed_by_who_takes_the_next():
    # B's lunch begins when A's ends: A holds the duty in the first, B takes it up in the last minute of it. A is free
    # for the queue from 07:45 on, which lacks nobody but in the minute that B gives to both and in A's own lunch
    shifts = {"a": fixed("a", 6, 4, 1), "b": Shift(id="b", start="06:45", hours=4, breaks=fixed("x", 6, 4, 1).breaks)}
    at = horizon().moment(60 * 7 + 45)
    second = replace(
        duty("B", 0, 6, "b", 4, pauses=[Pause("lunch", at, at + timedelta(minutes=45))]),
        start=at - timedelta(minutes=60),
        end=at + timedelta(minutes=180),
    )
    needs = {"calls": {7: 1, 8: 1}}
    rows = [on_shift("A", 0, shifts["a"]), second]
    case = posed(leads("A", "B"), rows, shifts, "06:00-10:00", needs, (queue("calls"),))
    assert open_hours(case) == 0
    assert case.coverage.short.sum() * 60 <= 1 + 1e-9


def test_history_that_reaches_into_the_horizon_holds_the_duty():
    # the night of Sunday ends on Monday at 06:00: of a duty from midnight to 08:00 two hours are open
    night = duty("A", -1, 22, "night")
    past = (Worked("A", night.day, "night", night.start, night.end),)
    made = operation(leads("A"), cover=(lead(on=["monday"], hours="00:00-08:00"),), shifts=DAY, contract=LIMITS)
    assert solved(replace(made, history=past))[1] == (200_000,) * 3


@pytest.mark.parametrize("exclusive", [False, True])
def test_nobody_holds_a_duty_in_an_unpaid_break_of_five_hours(exclusive):
    # one shift on Saturday, 08:00 to 21:00 with five hours off in the middle: one lead leaves 5 h open. Two leads whose
    # breaks do not overlap leave none
    siesta = Break(name="siesta", minutes=300, paid=False, between_hours=(4, 4))
    shifts = {"split": Shift(id="split", start="08:00", hours=13, breaks=(siesta,))}
    cover = (lead(on=["saturday"], hours="08:00-21:00", exclusive=exclusive),)
    made = operation(leads("A"), cover=cover, shifts=shifts, contract=LIMITS)
    assert solved(made)[1] == (500_000,) * 3
    loose = siesta.model_copy(update={"between_hours": (1, 7)})
    wide = {"split": shifts["split"].model_copy(update={"breaks": (loose,)})}
    assert solved(replace(made, shifts=wide, agents=tuple(leads("A", "B"))))[1] == (0, 0, 0)


def test_standby_duties_at_one_time_share_people():
    # two duties around the clock on Monday and one who may hold both: 24 h of 48 are open
    both = tuple(lead(name=name, kind="on_call", exclusive=False, on=["monday"], hours="00:00-24:00") for name in "xy")
    made = operation(leads("A"), cover=both, contract=Contract(id="full", shifts=()))
    assert solved(made)[1] == (2_400_000,) * 3
    assert solved(replace(made, agents=tuple(leads("A", "B"))))[1] == (0, 0, 0)
