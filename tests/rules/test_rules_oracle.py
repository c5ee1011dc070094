"""The oracle: on tiny calendars, the solver's half of a rule allows a line if and only if its check finds nothing."""

import random
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from tiny_lines import accepted, calendar, diary, letters, lines

from scheduler.rules import RULES

FOLDER = Path(__file__).parent / "limits"
MOST_LINES = 120


def cases_of(rule):
    file = FOLDER / f"{rule}.py"
    if not file.is_file():
        return []
    spec = spec_from_file_location(f"cases_of_{rule}", file)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.CASES


EVERY = [pytest.param(rule, case, id=f"{rule}: {case.told}") for rule in RULES for case in cases_of(rule)]


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_cases(rule):
    assert cases_of(rule), f"write tests/rules/limits/{rule}.py: the oracle needs calendars on the boundary of the rule"


def test_every_file_of_cases_belongs_to_a_rule():
    assert {file.stem for file in FOLDER.glob("*.py")} == set(RULES)


@pytest.mark.parametrize(("rule", "case"), EVERY)
def test_allowed_if_and_only_if_the_check_finds_nothing(rule, case):
    judged = set()
    for seed in (1, 2):
        shuffled = random.Random(f"{case.told} {seed}")
        made = calendar(rule, case, shuffled)
        assert made.limits, "the rule does not bind in its own case"
        for line in dict.fromkeys(lines(made, MOST_LINES, shuffled)):
            findings = [finding for limit in made.limits for finding in limit.check(diary(made, line))]
            assert accepted(made, letters(made, line)) == (not findings), (line, findings)
            judged.add(not findings)
    assert judged == ({True} if case.one_sided else {True, False}), "the case does not sit on the rule's boundary"


@pytest.mark.parametrize(("rule", "case"), EVERY)
def test_findings_speak_of_the_rule_and_of_days_of_the_horizon(rule, case):
    shuffled = random.Random(7)
    made = calendar(rule, case, shuffled)
    for line in lines(made, 60, shuffled):
        for finding in (finding for limit in made.limits for finding in limit.check(diary(made, line))):
            assert finding.rule == rule
            assert finding.message.startswith("ana ")
            assert finding.amount > 0
            assert finding.day is None or made.horizon.holds(finding.day)
