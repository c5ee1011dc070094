"""Why nobody could: each able agent of a gap has one reason, and the reasons are true."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from small_case import MONDAY, agent, doing, duty, horizon, operation, queue, requirement, roster

from scheduler.judge import explain, score
from scheduler.judge.explain.candidate import FREE
from scheduler.operation import Availability, Contract, Cover, Headcount, Leave, Pin, Shift, Worked

CALLS, VET = queue("calls"), queue("vet", 2, skill="vet")
LEAD = Cover(name="lead", role="lead", on=("monday",), hours=(480, 600))


def told(agents, duties=(), activities=(), needs=None, queues=(CALLS,), **changes):
    workspace = operation(agents, queues, **changes)
    wanted = requirement(workspace, horizon(), needs or {})
    return explain(workspace, horizon(), wanted, roster(duties, activities, breaks_known=False))


def reasons(*args, **changes):
    (reason,) = told(*args, **changes).reasons
    assert sum(reason.counts.values()) == reason.able
    return reason.counts


NINE = {"calls": {9: 1}}
NIGHT = {"calls": {3: 1}}


def test_nothing_missing_is_said_in_one_line():
    assert list(told([agent("A")]).lines()) == ["The plan lacks nobody: every duty and every requirement is covered."]


def test_people_missing_from_a_headcount_are_told():
    # three wanted on Monday and one comes: two of three; Tuesday's one of one is there; a lead is missing on Sunday
    rows = (
        Headcount(MONDAY + timedelta(days=6), "day", 1, 10, 0, site="seattle", role="lead"),
        Headcount(MONDAY, "day", 3, 10, 0),
        Headcount(MONDAY + timedelta(days=1), "day", 1, 10, 0),
    )
    found = told([agent("A")], [duty("A", 0, 8), duty("A", 1, 8)], headcount=rows)
    assert list(found.lines()) == [
        "Mon 2026-12-21 day: 2 of 3 people missing from the headcount",
        "Sun 2026-12-27 day (site seattle, role lead): 1 of 1 people missing from the headcount",
    ]


def test_no_agent_has_the_skill_and_the_language():
    found = told([agent("A")], needs={"vet": {9: 2, 10: 1}}, queues=(CALLS, VET))
    assert [reason.text for reason in found.reasons] == [
        "Mon 2026-12-21 09:00-11:00 vet: 1.5 agents short, 3.0 agent-hours. No agent has both skill vet and language en"
    ]


def test_who_works_is_told_by_what_they_do():
    agents = [agent(name, skills=("general", "vet")) for name in "ABCD"]
    rows = [doing("A", 0, 8, 16, "queue:vet"), doing("B", 0, 8, 16, "break:lunch"), doing("C", 0, 8, 16, "queue:calls")]
    rows.append(doing("D", 0, 8, 16, "idle"))
    found = reasons(agents, [duty(name, 0, 8) for name in "ABCD"], rows, {"calls": {9: 3}}, queues=(CALLS, VET))
    assert found == {"on other queues": 1, "on a break": 1, "on it already": 1, "idle": 1}


def test_leave_is_told():
    away = (Leave("A", "vacation", MONDAY, MONDAY),)
    assert reasons([agent("A")], needs=NINE, leave=away) == {"time_off": 1}


def test_who_is_not_employed_is_told():
    gone = agent("A", last_day=MONDAY - timedelta(days=1))
    assert reasons([gone], needs=NINE) == {"not employed then": 1}


def test_other_hours_of_the_same_day_are_told():
    assert reasons([agent("A")], [duty("A", 0, 14)], needs=NINE) == {"at work at other hours that day": 1}


def test_rest_after_the_night_before_is_told():
    night = duty("A", -1, 22, "night")
    past = (Worked("A", night.day, "night", night.start, night.end),)
    contract = Contract(id="full", limits={"rest_hours": 12})
    assert reasons([agent("A")], needs=NINE, history=past, contract=contract) == {"rest_hours": 1}


def test_hours_used_up_are_told():
    # 5 x 7 = 35 paid hours from Tuesday on; Monday would make 42
    contract = Contract(id="full", limits={"hours_week": {"max": 40}})
    duties = [duty("A", day, 8) for day in range(1, 6)]
    assert reasons([agent("A")], duties, needs=NINE, contract=contract) == {"hours_week": 1}


def test_a_limit_broken_already_is_no_reason_unless_the_shift_breaks_it_further():
    # the week's minimum of 40 is missed as it is; another shift only helps
    contract = Contract(id="full", limits={"hours_week": {"min": 40}})
    assert reasons([agent("A")], needs=NINE, contract=contract) == {FREE: 1}


def test_hours_that_no_shift_covers_are_told_with_the_sites():
    days = {"day": Shift(id="day", start="08:00", hours=8)}
    agents = [agent("A"), agent("B", site="barcelona")]
    agents[1] = replace(agents[1], time_zone=agents[0].time_zone)
    (reason,) = told(agents, needs=NIGHT, shifts=days).reasons
    assert reason.text == (
        "Mon 2026-12-21 03:00-04:00 calls: 1.0 agents short, 1.0 agent-hours. "
        "2 are able; at 03:00: 2 no shift at that hour; no shift of barcelona, seattle covers 03:00"
    )


def test_an_open_duty_comes_first_with_its_reasons():
    agents = [agent("A", roles=["lead"]), agent("B")]
    found = told(agents, needs=NINE, cover=(LEAD,), leave=(Leave("A", "vacation", MONDAY, MONDAY),))
    assert [reason.gap.kind for reason in found.reasons] == ["cover", "queue"]
    assert found.covers[0].text == (
        "Mon 2026-12-21 08:00-10:00 lead: nobody on duty, 2.0 agent-hours. "
        "1 is able; at 08:00: 1 on leave (A)"
    )
    assert found.covers[0].gap.points == 200_000


def test_gaps_end_with_the_day_and_where_nobody_is_missing():
    found = told([], needs={"calls": {8: 1, 9: 1, 11: 1, 23: 1, 24: 1}})
    hours = [(reason.gap.start, reason.gap.agent_hours) for reason in found.reasons]
    start = horizon().start
    assert hours == [(start + timedelta(hours=hour), length) for hour, length in ((8, 2), (11, 1), (23, 1), (24, 1))]


def test_only_the_worst_are_looked_into_and_the_rest_is_said():
    workspace = operation([agent("A")], (CALLS,))
    wanted = requirement(workspace, horizon(), {"calls": {3: 1, 9: 5, 15: 2}})
    found = explain(workspace, horizon(), wanted, roster(), worst=1)
    assert [reason.gap.agent_hours for reason in found.reasons] == [5]
    assert list(found.lines())[-1] == "2 further gaps are not looked into: 3.00 agent-hours, 3,000 points"


def test_open_hours_of_a_duty_are_told_apart_where_their_reasons_differ():
    # A rests 12 h after 22:00, so no shift before 10:00; from 10:00 on A could come
    lead = LEAD.model_copy(update={"hours": (480, 720)})
    contract = Contract(id="full", limits={"rest_hours": 12})
    late = duty("A", -1, 14)
    past = (Worked("A", late.day, "day", late.start, late.end),)
    found = told([agent("A", roles=["lead"])], cover=(lead,), history=past, contract=contract)
    assert [(reason.gap.agent_hours, list(reason.counts)) for reason in found.reasons] == [
        (2, ["rest_hours"]),
        (2, [FREE]),
    ]


def test_why_nobody_stands_by_is_told_by_the_agents_own_days():
    # 08:00-10:00: A's shift ends at 08:00, so A could; B works; C is not available before noon; D keeps the day free
    standby = LEAD.model_copy(update={"kind": "on_call"})
    agents = [agent(name, roles=["lead"]) for name in "ABCD"]
    duties = [duty("A", 0, 0, "night"), duty("B", 0, 8)]
    own = {"availability": (Availability("C", 0, 720, 1440),), "pins": (Pin("D", MONDAY, "off"),)}
    (found,) = told(agents, duties, cover=(standby,), **own).reasons
    assert found.counts == {FREE: 1, "at work": 1, "availability": 1, "fixed": 1}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("worst", [0, 3, 999])
def test_gaps_told_and_gaps_left_out_add_up_to_the_headline(seed, worst):
    """Drawn needs, a third of them of less than 0.05 agents: 0.033 agents short for half a day count as well."""
    chance = np.random.default_rng(seed)
    drawn = {queue: chance.choice([0.0, 0.033, 1.7, chance.uniform(0, 3)], 168) for queue in ("calls", "vet")}
    workspace = operation([agent("A", roles=["lead"])], (CALLS, VET), cover=(LEAD,))
    wanted = requirement(workspace, horizon(), {queue: dict(enumerate(row)) for queue, row in drawn.items()})
    shifts = roster([duty("A", day, 8) for day in range(1, 4)], breaks_known=False)
    found, counted = explain(workspace, horizon(), wanted, shifts, worst), score(workspace, horizon(), wanted, shifts)
    open_hours = counted.tallies["cover"].amount
    hours = sum(reason.gap.agent_hours for reason in found.reasons) + found.left_out_hours
    points = sum(reason.gap.points for reason in found.reasons) + found.left_out_points
    assert open_hours == 2
    assert hours == pytest.approx(counted.short_agent_hours + open_hours)
    assert points == pytest.approx(counted.points["short"] + counted.points["cover"], abs=1)
    assert len(found.queues) <= worst
