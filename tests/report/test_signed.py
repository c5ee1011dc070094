"""What summary.json says of needless hours and of sharing."""

from __future__ import annotations

import json

from fake_answer import fake_answer
from signed_case import LEADS, day, leads
from small_case import horizon, requirement, roster

from scheduler.judge import check, explain, score
from scheduler.report import Answer
from scheduler.report.answer.again import answer_again
from scheduler.report.answer.summary import summary
from scheduler.result import Result
from scheduler.roster import Roster

ALL = [day(name, number) for name in LEADS for number in range(5)]


def answer(duties, **more):
    made, span = leads(), horizon()
    asked, answer = requirement(made, span), roster(duties)
    result = Result(answer, 0, {}, 0, 0, 1, 2, "time")
    counted = score(made, span, asked, answer)
    told = explain(made, span, asked, answer)
    return Answer(made, span, asked, result, counted, check(made, span, answer), told, **more)


def test_thirty_shifts_where_five_do_are_200_needless_hours():
    told = summary(answer(ALL))
    assert told["needless_hours"] == 200
    assert told["needless"] == {"shifts": 25, "tried": 36, "all": 36}
    found = {(row["group"], row["count"]): (row["least"], row["most"]) for row in told["sharing"]}
    christmas = (1, 1)  # Friday 25 December, as much as a Sunday
    assert found == {("seattle, full, general, en, lead", "hours"): (40, 40), ("Lead", "nights"): (0, 0),
                     ("Lead", "weekends"): christmas, ("Lead", "standby"): (0, 0)}  # fmt: skip


def test_shifts_gone_on_from_are_none_of_them():
    assert summary(answer(ALL, kept=Roster(tuple(ALL[:5]))))["needless_hours"] == 200
    assert summary(answer(ALL, kept=Roster(tuple(ALL))))["needless_hours"] == 0


def test_a_roster_read_back_keeps_what_was_told():
    """It was told with what the solve went on from, and for as long as it was tried then."""
    one = answer(ALL, kept=Roster(tuple(ALL)))
    told = json.loads(json.dumps(summary(one)))
    again = answer_again(one.operation, one.horizon, one.requirement, one.result.roster, told)
    assert summary(again)["needless_hours"] == 0
    edited = answer_again(one.operation, one.horizon, one.requirement, roster(ALL[1:]), told, edited=True)
    assert summary(edited)["needless_hours"] == 192


def test_a_drawn_report_is_told_too():
    told = summary(fake_answer())
    assert told["needless"] == {"shifts": 6, "tried": 174, "all": 174}
    assert told["needless_hours"] == 48
