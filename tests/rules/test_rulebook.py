"""The rulebook: discovery, what binds whom, complaints in words, packs; and no solver anywhere near."""

import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tiny_lines import PLANNING, Case, calendar

from scheduler.operation import Break, Contract, Overtime, Shift, Site
from scheduler.rules import PACKS, RULES, complaints, law_breaks, limits_for, read_limits
from scheduler.rules.reference import markdown

ROOT = Path(__file__).parents[2]


def operation(limits=None, rules=None, packs=(), overtime=0):
    made = calendar("fixed", Case("", past=0), random.Random(1)).operation
    contract = Contract(id="full", limits=limits or {}, overtime=Overtime(max_hours_week=overtime))
    site = Site(id="here", time_zone=PLANNING, rules=tuple(packs))
    return replace(made, contracts={"full": contract}, rules=rules or {}, sites={"here": site})


def bound(made, name):
    return [limit for limit in limits_for(made, made.agents[0]) if limit.name == name]


def test_a_rule_is_named_by_its_file():
    files = {file.stem for file in (ROOT / "scheduler" / "rules" / "limits").glob("*.py")} - {"__init__"}
    assert set(RULES) == files
    assert all("".join(word.title() for word in name.split("_")) == rule.__name__ for name, rule in RULES.items())


def test_every_limit_that_can_keep_people_away_says_so_in_words():
    """The others cannot: a shift that is tried is one of the contract's, without breaks and activities."""
    assert {name for name, rule in RULES.items() if not rule.keeps_away} == {
        "breaks", "graphic_minutes", "known_shifts", "meal_stretch", "queue_stretch", "work_stretch",
    }  # fmt: skip
    said = [rule.keeps_away for rule in RULES.values() if rule.keeps_away]
    assert len(said) == len(set(said))
    assert not any("_" in words for words in said)


def test_contract_rules_and_pack_all_bind():
    made = operation({"rest_hours": 11}, {"rest_hours": {"hours": 10}}, ["spain"])
    assert [(limit.hours, limit.source) for limit in bound(made, "rest_hours")] == [
        (11, "contract full"), (10, "rules.toml"), (12, "ET art. 34.3"),
    ]  # fmt: skip


def test_what_always_binds_does_so_without_being_written():
    limits = {limit.name for limit in limits_for(operation(), operation().agents[0])}
    assert limits == {name for name, rule in RULES.items() if rule.always}


def test_agents_alike_share_one_tuple_of_what_was_parsed():
    made, _ = read_limits(operation({"hours_week": {"max": 40}}, overtime=4))
    ana = made.agents[0]
    assert limits_for(made, ana) is limits_for(made, replace(ana, id="ben"))
    assert limits_for(made, ana) is not limits_for(made, replace(ana, time_zone="America/New_York"))
    assert bound(made, "hours_week")[0].overtime == 4


@pytest.mark.parametrize(
    ("limits", "text"),
    [
        ({"rest_hour": 11}, "no limit 'rest_hour'; did you mean 'rest_hours'?"),
        ({"rest_hours": "eleven"}, "rest_hours.hours is 'eleven', which is not a number"),
        ({"rest_hours": -1}, "rest_hours.hours is -1, which is not greater than or equal to 0"),
        (
            {"hours_week": 40},
            "hours_week: a bare 40 does not say whether it is the min or the max; it takes { min, max }",
        ),
        ({"hours_week": {"min": 40, "max": 30}}, "hours_week: min 40 is above max 30; it takes { min, max }"),
        ({"hours_week": {}}, "hours_week: neither min nor max is given; it takes { min, max }"),
        ({"hours_week": {"most": 40}}, "hours_week takes no 'most'; it takes { min, max }"),
        ({"hours_week": {"max": 40, "overtime": 2}}, "hours_week takes no 'overtime'; it takes { min, max }"),
        ({"days_week": {"max": 5.5}}, "days_week.max is 5.5, which is not a whole number"),
        ({"days_week": {"max": 8}}, "days_week.max is 8, which is not less than or equal to 7"),
        ({"weekly_rest": {"every_days": 7}}, "weekly_rest lacks 'hours'; it takes { hours, every_days }"),
        ({"weekly_rest": {"hours": 9, "every_days": 10}}, "weekly_rest.every_days is 10, which is not a multiple of 7"),
        ({"max_shifts": {"late": 3}}, "max_shifts names 'late', which does not exist; known: D, E, L, N"),
        ({"max_shifts": {"L": "two"}}, "max_shifts.most.L is 'two', which is not a whole number"),
        ({"fixed": 1}, "'fixed' always binds and has no settings; it is said in fixed.csv"),
    ],
)
def test_complaints_say_what_would_be_right(limits, text):
    (name,) = limits
    assert complaints(operation(limits)) == [("config/contracts.toml", "full", name, text)]
    assert complaints(operation(rules=limits)) == [("config/rules.toml", name, "", text)]


def test_an_unknown_pack_is_refused():
    assert complaints(operation(packs=["spian"])) == [
        ("config/sites.toml", "here", "rules", "no pack 'spian'; did you mean 'spain'?")
    ]


@pytest.mark.parametrize("pack", PACKS)
def test_packs_make_sense_and_name_their_law(pack):
    assert complaints(operation(packs=[pack])) == []
    assert limits_for(operation(packs=[pack]), operation().agents[0])
    assert all(row.source for row in (*PACKS[pack].limits, *PACKS[pack].breaks))
    for pause in law_breaks(pack):
        assert pause.name.startswith("law-")
        assert pause.between_hours[0] + pause.minutes / 60 <= pause.if_hours_at_least  # it fits every shift that has it


def breaks(pack, hours, *own):
    made = replace(operation(), law_breaks={"here": law_breaks(pack)})
    shift = Shift(id="X", start="08:00", hours=hours, breaks=own)
    return [pause.name for pause in made.breaks_of("here", shift, round(60 * hours))]


LUNCH = Break(name="lunch", minutes=30, paid=False, between_hours=(3, 5))


@pytest.mark.parametrize(
    ("pack", "hours", "own", "names"),
    [
        ("spain", 6, (), []),  # exceeds six hours: not at six
        ("spain", 6.25, (), ["law-pause"]),
        ("spain", 8, (LUNCH,), ["lunch"]),
        ("texas", 12, (), []),
        ("washington", 3, (), []),
        ("washington", 3.5, (), ["law-rest"]),  # nobody works more than three hours without one
        ("washington", 5, (), ["law-rest"]),
        ("washington", 5.5, (), ["law-rest", "law-meal"]),
        ("washington", 8.5, (LUNCH,), ["lunch", "law-rest", "law-rest-2"]),
        ("washington", 11, (LUNCH,), ["lunch", "law-rest", "law-rest-2", "law-meal-2"]),
        # a meal without pay is no rest on the employer's time
        ("washington", 5, (Break(name="tea", minutes=15, paid=False, between_hours=(1, 3)),), ["tea", "law-rest"]),
        ("washington", 5, (Break(name="tea", minutes=15, between_hours=(1, 3)),), ["tea"]),
        # the long break answers for the meal, though it could answer for the rest
        ("washington", 5.5, (Break(name="long", minutes=30, between_hours=(2, 3)),), ["long", "law-rest"]),
        ("spain_contact_center", 8, (), ["law-pause"]),
    ],
)
def test_the_law_adds_the_breaks_that_a_shift_lacks(pack, hours, own, names):
    assert breaks(pack, hours, *own) == names


def test_the_reference_is_written_from_the_rules():
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert page == markdown(), "run: scheduler rules --markdown > docs/rules.md"


def test_every_check_runs_without_the_solver():
    script = """
import sys
sys.modules["ortools"] = None
sys.path += sys.argv[1:]
import random
import test_rules_oracle as oracle
from tiny_lines import calendar, diary, lines
for rule in oracle.RULES:
    for case in oracle.cases_of(rule):
        made = calendar(rule, case, random.Random(1))
        for line in lines(made, 20, random.Random(1)):
            [list(limit.check(diary(made, line))) for limit in made.limits]
print("checked")
"""
    rules, tests = Path(__file__).parents[0], Path(__file__).parents[1]
    run = [sys.executable, "-c", script, str(rules), str(tests)]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("checked\n", 0), done.stderr
