"""The check of a finished roster: a clean one has no finding, and each fault has exactly its own."""

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import pytest
from small_case import MADRID, MONDAY, agent, doing, duty, horizon, lunch, operation, queue, roster

from scheduler.judge import check
from scheduler.operation import Contract, Cover, Worked

QUEUES = (queue("calls"), queue("vet", skill="vet"))
LEAD = Cover(name="lead", role="lead", kind="on_call")
AGENTS = (agent("A"), agent("B", roles=["lead"]), agent("C", site="barcelona"))


def monday():
    """A's Monday: 08:00 to 16:00 with lunch at noon."""
    rows = [doing("A", 0, 8, 12, "queue:calls"), doing("A", 0, 12, 13, "break:lunch"), doing("A", 0, 13, 16, "idle")]
    return duty("A", 0, 8, pauses=[lunch(0, 12)]), rows


def findings(duties, activities=(), breaks_known=True, **changes):
    workspace = operation(AGENTS, QUEUES, cover=(LEAD,), **changes)
    found = check(workspace, horizon(), roster(duties, activities, breaks_known))
    return [(row.rule, row.agent, row.message) for row in found]


def bare(*duties, **changes):
    return findings(duties, breaks_known=False, **changes)


def test_a_sound_roster_has_no_finding():
    shift, rows = monday()
    standby = doing("B", 0, 8, 20, "on_call:lead")
    assert findings([shift], [*rows, standby]) == []
    assert findings([shift], [standby, *rows[::-1]]) == []


def test_a_bare_roster_is_not_judged_for_breaks_it_cannot_know():
    assert bare(duty("A", 0, 8)) == []


TUESDAY = MONDAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("duties", "message"),
    [
        ([duty("X", 0, 8)], "X works on 2026-12-21 but is none of the 3 agents"),
        ([duty("A", 9, 8)], "A has a shift on 2026-12-30, outside the horizon 2026-12-21 to 2026-12-27"),
        ([duty("A", 0, 8, hours=-1)], "A's shift of 2026-12-21 ends at or before its start"),
        ([duty("A", 0, 8, "late")], "A works 'late' on 2026-12-21, a shift that does not exist"),
        ([duty("A", 0, 8, site="spokane")], "A's shift of 2026-12-21 is at 'spokane', the agent at 'seattle'"),
        (
            [duty("A", 0, 8, paid=480)],
            "A's shift of 2026-12-21 says 480 paid minutes; 480 elapsed less its unpaid breaks are 420",
        ),
        ([duty("A", 0, 6), duty("A", 0, 14)], "A has two shifts on 2026-12-21: day and day"),
    ],
)
def test_each_fault_of_a_shift_is_found(duties, message):
    found = [row for row in bare(*duties) if row[0] == "roster"]
    assert found == [("roster", duties[0].agent, message)]


def test_a_shift_belongs_to_the_date_of_its_start_on_the_agents_own_clocks():
    # 22:00 in Barcelona on Monday, written under Tuesday
    wrong = replace(duty("C", 0, 22, "night", zone=MADRID, site="barcelona"), day=TUESDAY)
    message = "C's shift of 2026-12-22 starts on 2026-12-21 on the agent's own clocks"
    assert [row for row in bare(wrong) if row[0] == "roster"] == [("roster", "C", message)]


def test_a_shift_may_not_begin_before_the_last_of_history_ends():
    night = duty("A", -1, 22, "night")
    past = (Worked("A", night.day, "night", night.start, night.end + timedelta(hours=2)),)
    message = "A starts the shift of 2026-12-21 60 minutes before the one of 2026-12-20 ends"
    assert bare(duty("A", 0, 7), history=past) == [("no_overlap", "A", message)]


@pytest.mark.parametrize(
    ("changed", "messages"),
    [
        ({0: None}, ["A's activities leave 240 minutes of the shift of 2026-12-21 empty"]),
        (
            {2: doing("A", 0, 12.5, 16, "idle")},
            ["A has two activities at once: break:lunch 12:00-13:00 and idle 12:30-16:00"],
        ),
        (
            {0: doing("A", 0, 8, 12, "queue:vet")},
            ["A is on vet but lacks its skill vet or its language en (queue:vet 08:00-12:00)"],
        ),
        (
            {0: doing("A", 0, 8, 12, "queue:chat")},
            ["A is on queue 'chat', which does not exist (queue:chat 08:00-12:00)"],
        ),
        (
            {0: doing("A", 0, 8, 12, "cover:lead")},
            ["A is on duty lead but lacks its role lead or its language (cover:lead 08:00-12:00)"],
        ),
        (
            {0: doing("A", 0, 8, 12, "cover:boss")},
            ["A is on duty 'boss', which does not exist (cover:boss 08:00-12:00)"],
        ),
        ({3: doing("A", 1, 9, 10, "idle")}, ["A is active on 2026-12-22 outside every shift (idle 09:00-10:00)"]),
        ({3: doing("B", 0, 9, 9, "on_call:lead")}, ["B's on_call:lead 09:00-09:00 ends at or before its start"]),
        ({3: doing("X", 0, 9, 10, "idle")}, ["activities name X, who is none of the 3 agents"]),
        ({1: doing("A", 0, 12, 13, "idle")}, ["A's breaks of 2026-12-21 are not those of the activities"]),
    ],
)
def test_each_fault_of_the_activities_is_found(changed, messages):
    shift, rows = monday()
    kept = {**dict(enumerate(rows)), **changed}
    found = findings([shift], [row for row in kept.values() if row])
    assert [message for rule, _, message in found if rule == "roster"] == messages


def test_standby_may_touch_a_shift_and_overlaps_none():
    shift = duty("B", 0, 8, pauses=[lunch(0, 12)])
    rows = [doing("B", 0, 8, 12, "idle"), doing("B", 0, 12, 13, "break:lunch"), doing("B", 0, 13, 16, "idle")]
    assert findings([shift], [*rows, doing("B", 0, 16, 20, "on_call:lead")]) == []
    assert findings([shift], [doing("B", 0, 4, 8, "on_call:lead"), *rows]) == []
    late = doing("B", 0, 15.75, 20, "on_call:lead")
    assert findings([shift], [*rows[:2], doing("B", 0, 13, 15.75, "idle"), late]) == [
        ("roster", "B", "B's standby of 2026-12-21 overlaps a shift (on_call:lead 15:45-20:00)")
    ]


def test_every_limit_of_the_contract_is_judged():
    contract = Contract(id="full", limits={"rest_hours": 12, "days_in_a_row": {"max": 1}})
    found = bare(duty("A", 0, 14), duty("A", 1, 8), contract=contract)  # 22:00 to 08:00: 10 h
    assert sorted(rule for rule, _, _ in found) == ["days_in_a_row", "rest_hours"]


def test_the_order_of_rows_never_matters():
    contract = Contract(id="full", limits={"rest_hours": 12})
    duties = [duty("A", 0, 14), duty("A", 1, 8), duty("B", 0, 8), duty("B", 1, 8)]
    workspace = operation(AGENTS, QUEUES, contract)
    one, other = (
        check(workspace, horizon(), replace(roster((), breaks_known=False), duties=tuple(order)))
        for order in (duties, duties[::-1])
    )
    assert set(one) == set(other)
    assert len(one) == 1


@pytest.mark.parametrize(("day", "missing"), [(5, []), (6, [("rest_hours", 1)])])
def test_rest_is_elapsed_time_through_the_night_of_a_clock_change(day, missing):
    # 2026-03-07/08 in Seattle: 22:00 to 09:00 are 11 clock hours, but 10 elapsed; the night before has all 11
    first = MONDAY.replace(month=3, day=2)
    one, other = (duty("A", first + timedelta(days=number), hour) for number, hour in ((day - 1, 14), (day, 9)))
    workspace = operation(AGENTS, QUEUES, Contract(id="full", limits={"rest_hours": 11}))
    found = check(workspace, horizon(first), roster([one, other], breaks_known=False))
    assert [(row.rule, row.amount) for row in found] == missing


def test_the_judges_run_where_no_solver_can_be_imported():
    code = """
import sys
sys.modules["ortools"] = None
import scheduler.goals, scheduler.judge
print([name for name in sys.modules if name.startswith(("scheduler.model", "scheduler.problem"))])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
