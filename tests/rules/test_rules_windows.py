"""The oracle through windows: a line that is solved week after week is accepted if and only if the check accepts it.

It is so for every rule, as it cuts itself and by the default of a rule that says nothing about windows. At the even
pace (a search's first try) fewer lines are accepted, and none that the check refuses.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import islice

import pytest
from newcomers.nights_horizon import NightsHorizon
from newcomers.no_single_day_off import NoSingleDayOff
from test_rules_oracle import cases_of
from tiny_lines import Calendar, Case, Choice, calendar, diary, lines
from tiny_windows import Spelled, again, alone, forward, near_lines, over_weeks, parts_of

from scheduler.problem.weeks import carrying
from scheduler.rules import RULES
from scheduler.rules.rule import Limit

SPARSE_TO_DENSE = 11
"""Lines drawn for a case, of which every third is taken; from each a legal one is made, and from that a broken one."""
NIGHTS = (("N", "22:00", 8), ("E", "06:00", 8))
NEW: dict[str, type[Limit]] = {"no_single_day_off": NoSingleDayOff, "nights_horizon": NightsHorizon}
ALTERNATE = {day: (None, ("E", "06:00", 8)) for day in range(-2, 21)}
ONE_VERDICT = {
    "hours_week: six days of leave credit five",  # the second week has no leave, and half-hour shifts make no 40 hours
    "hours_week: hired in the week",  # as in the first week, nobody works on Monday and Tuesday of the second
    "days_off_in_a_row: days before the first are none",  # the second week has as few days to work as the first
    "employment: hired",  # lines over two weeks hold no work before or after employment
    "employment: leaves",
    "employment: both",
}
"""Cases whose lines over two weeks are all legal, or all broken: the rules' own oracle sees both on one week."""
NEW_CASES = {
    "no_single_day_off": [
        Case("at most three in three weeks", 3, only=ALTERNATE, weeks=3),
        Case("none", 0, only=ALTERNATE, weeks=2, past=0),
    ],
    "nights_horizon": [
        Case("at most eight in three weeks", {"max": 8}, NIGHTS, weeks=3),
        Case("at least six in three weeks", {"min": 6}, NIGHTS, weeks=3, past=0),
        Case("between five and nine", {"min": 5, "max": 9}, NIGHTS, weeks=3),
    ],
}
EVERY = [
    *((rule, case) for rule in RULES for case in cases_of(rule)),
    *((rule, case) for rule, cases in NEW_CASES.items() for case in cases),
]
NAMED = [pytest.param(rule, case, id=f"{rule}: {case.told}") for rule, case in EVERY]
BY_STATES = [
    pytest.param(rule, case, id=f"{rule}: {case.told}")
    for rule, case in EVERY
    if rule in NEW or RULES[rule].track is not Limit.track or RULES[rule].tracks is not Limit.tracks
]


@pytest.fixture(autouse=True)
def _new_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, rule in NEW.items():
        monkeypatch.setitem(RULES, name, rule)


@pytest.mark.parametrize(("rule", "case"), NAMED)
def test_windows_together_accept_what_the_check_accepts(rule: str, case: Case) -> None:
    agree(rule, case)


@pytest.mark.parametrize(("rule", "case"), BY_STATES)
def test_so_they_do_for_a_rule_that_says_nothing_of_windows(
    rule: str, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying, "Spelling", Spelled)
    for name in ("looks_back", "within", "alone"):
        monkeypatch.setattr(RULES[rule], name, getattr(Limit, name))
    assert RULES[rule].is_carried()
    agree(rule, case)


def agree(rule: str, case: Case) -> None:
    """Hold the windows against the check, on lines of the case and on lines near them."""
    made, every = drawn(rule, case)
    judged = set()
    for line in every:
        parts = parts_of(made, line)
        findings = [finding for limit in made.limits for finding in limit.check(diary(made, line))]
        judged.add(not findings)
        assert forward(made, parts, line) == (not findings), findings
        assert again(made, parts, line) == (not findings), findings
        assert not findings or not forward(made, parts, line, loose=0), findings
        assert findings or all(alone(made, parts, line))
    one_sided = case.one_sided or f"{rule}: {case.told}" in ONE_VERDICT
    assert len(judged) == (1 if one_sided else 2), "the lines do not sit on the rule's boundary"


def drawn(rule: str, case: Case) -> tuple[Calendar, Iterator[tuple[Choice, ...]]]:
    shuffled = random.Random(f"{case.told} windows")
    made = calendar(rule, over_weeks(case), shuffled)
    Spelled.made = made
    some = islice(lines(made, SPARSE_TO_DENSE, shuffled), 1, None, 3)
    return made, near_lines(made, some, shuffled)


@pytest.mark.parametrize(
    ("rule", "case"), [pytest.param(rule, case, id=case.told) for rule, cases in NEW_CASES.items() for case in cases]
)
def test_half_the_even_pace_accepts_some_line_and_none_that_the_check_refuses(rule: str, case: Case) -> None:
    made, every = drawn(rule, case)
    accepted = 0
    for line in every:
        parts = parts_of(made, line)
        findings = [finding for limit in made.limits for finding in limit.check(diary(made, line))]
        accepted += forward(made, parts, line, loose=1)
        assert not findings or not forward(made, parts, line, loose=1)
    assert accepted, "the pace lets no line pass"
