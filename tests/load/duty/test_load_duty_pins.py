"""Rows of fixed.csv and wishes.csv about places of duties, and duty_history.csv: what is read, and every complaint."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from duty_files import LEAD, duties, loaded, roles
from load_case import complaints

from scheduler.load import load
from scheduler.operation import Pin, Wish
from scheduler.roster import Held

MONDAY, TUESDAY = date(2027, 1, 11), date(2027, 1, 12)
TIERS = 'name = "Safety"\nrole = "escalation_lead"\ntiers = ["first", "second"]\n'
FIXED, WISHES, HISTORY = "config/fixed.csv", "config/wishes.csv", "config/duty_history.csv"


def fixed(*rows: str, head: str = "agent,date,shift,start,end,cover,tier") -> tuple[str, str, str]:
    return FIXED, "*", "\n".join((head, *rows, ""))


def wishes(*rows: str) -> tuple[str, str, str]:
    return WISHES, "*", "\n".join(("agent,date,wish,shift,weight,cover,tier", *rows, ""))


def history(*rows: str) -> tuple[str, str, str]:
    return HISTORY, "*", "\n".join(("cover,tier,start,end,agent,kind,reason", *rows, ""))


def test_places_are_pinned_and_wished_for_beside_shifts(tmp_path: Path) -> None:
    edits = (
        fixed("A01,2027-01-11,,,,Lead,", "A02,2027-01-11,off,,,,", "A05,2027-01-12,,,,Safety,second"),
        wishes("A05,2027-01-11,off,,7,Lead,", "A05,2027-01-12,work,,3,Safety,first", "A02,2027-01-13,off,,10,,"),
    )
    made = loaded(tmp_path, LEAD, TIERS, edits=edits)
    assert made.pins == (Pin("A02", MONDAY, "off"),)
    assert made.duty_pins == (
        Pin("A01", MONDAY, "", cover="Lead"),
        Pin("A05", TUESDAY, "", cover="Safety", tier="second"),
    )
    assert [(wish.agent, wish.cover) for wish in made.wishes] == [("A02", "")]
    assert made.duty_wishes == (
        Wish("A05", MONDAY, "off", None, 7, cover="Lead"),
        Wish("A05", TUESDAY, "work", None, 3, cover="Safety", tier="first"),
    )
    assert not made.warnings


def test_a_place_of_an_exclusive_duty_is_not_pinned(tmp_path: Path) -> None:
    """The search shares such a duty out with the queues, whoever is there: it does not know pins of it."""
    folder = duties(tmp_path, LEAD + "exclusive = true\n", edits=(fixed("A01,2027-01-11,,,,Lead,"),))
    assert complaints(folder) == [f"{FIXED}:2: cover 'Lead' is exclusive: the queues decide who holds it; pin a shift"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("A01,2027-01-11,day,,,Lead,", "a row about a cover has no shift; leave that empty, or write two rows"),
        (
            "A01,2027-01-11,off,08:00,,Lead,",
            "a row about a cover has no shift and no start; leave that empty, or write two rows",
        ),
        ("A01,2027-01-11,,,,Leed,", "unknown cover 'Leed'; did you mean 'Lead'?"),
        ("A01,2027-01-11,,,,,first", "a tier without a cover; name its duty"),
        ("A01,2027-01-11,,,,Lead,first", "cover 'Lead' has no tiers; leave tier 'first' out"),
        ("A01,2027-01-11,,,,Safety,", "no tier; cover 'Safety' has first, second"),
        ("A01,2027-01-11,,,,Safety,secnd", "unknown tier 'secnd' of cover 'Safety'; did you mean 'second'?"),
        ("A02,2027-01-11,,,,Lead,", "A02 may not hold 'Lead', which asks for role 'escalation_lead'"),
        ("A99,2027-01-11,,,,Lead,", "unknown agent 'A99'; add the agent to config/agents.csv or delete the row"),
        ("A01,11/01/2027,,,,Lead,", "date: '11/01/2027' is not a date; write 2027-01-11 or 2027-11-01"),
    ],
)
def test_a_pin_of_a_duty_that_cannot_be_is_said_at_its_line(tmp_path: Path, row: str, said: str) -> None:
    assert complaints(duties(tmp_path, LEAD, TIERS, edits=(fixed(row),))) == [f"{FIXED}:2: {said}"]


def test_two_in_one_place_and_one_in_two_places_are_refused(tmp_path: Path) -> None:
    rows = ("A01,2027-01-11,,,,Safety,first", "A05,2027-01-11,,,,Safety,first", "A01,2027-01-11,,,,Safety,second")
    assert complaints(duties(tmp_path, TIERS, edits=(fixed(*rows),))) == [
        f"{FIXED}:3: 'Safety/first' has more rows than places on 2027-01-11, 1; delete one",
        f"{FIXED}:4: A01 has two rows for 'Safety' on 2027-01-11; keep one",
    ]


def test_wishes_of_duty_are_judged_alike(tmp_path: Path) -> None:
    rows = ("A01,2027-01-11,off,day,5,Lead,", "A02,2027-01-11,work,,5,Lead,", "A01,2027-01-11,hold,,5,Lead,")
    assert complaints(duties(tmp_path, LEAD, edits=(wishes(*rows),))) == [
        f"{WISHES}:2: a row about a cover has no shift; leave that empty, or write two rows",
        f"{WISHES}:3: A02 may not hold 'Lead', which asks for role 'escalation_lead'",
        f"{WISHES}:4: unknown wish 'hold'; known: off, work",
    ]


@pytest.mark.parametrize(
    ("keys", "odd"),
    [
        ('hours = "08:00-16:00"\n', {TUESDAY}),
        ('on = ["friday", "saturday", "sunday"]\nkind = "on_call"\nblock = "weekend"\n', {MONDAY, TUESDAY}),
        ('kind = "on_call"\nblock = "week"\nblock_starts = "tuesday 09:00"\non = ["every_day"]\n', set()),
    ],
)
def test_a_date_on_which_nothing_begins_is_told(tmp_path: Path, keys: str, odd: set[date]) -> None:
    lead = LEAD if "on =" not in keys else LEAD.replace('on = ["monday"]\n', "")
    rows = (f"A01,{MONDAY},,,,Lead,", f"A01,{TUESDAY},,,,Lead,")
    found = loaded(tmp_path, lead + keys, edits=(fixed(*rows),)).warnings
    told = {
        f"{FIXED}:{line}: no window of cover 'Lead' begins on {day}; the row says nothing"
        for line, day in ((2, MONDAY), (3, TUESDAY))
        if day in odd
    }
    assert {line for line in found if line.startswith(FIXED)} == told


def test_a_weekend_joined_to_a_holiday_begins_with_it(tmp_path: Path) -> None:
    """2027-01-18 is a holiday in Washington: the weekend of the 16th ends with it."""
    keys = 'name = "Lead"\nrole = "escalation_lead"\non = ["weekend", "holiday"]\nkind = "on_call"\nblock = "weekend"\n'
    rows = ("A01,2027-01-16,,,,Lead,", "A05,2027-01-19,,,,Lead,")
    found = loaded(tmp_path, keys, edits=(fixed(*rows),)).warnings
    assert [line for line in found if line.startswith(FIXED)] == [
        f"{FIXED}:3: no window of cover 'Lead' begins on 2027-01-19; the row says nothing"
    ]


def test_who_held_before_is_read_and_may_reach_into_the_horizon(tmp_path: Path) -> None:
    rows = (
        "Lead,,2027-01-10T22:00:00-08:00,2027-01-11T06:00,A05,on_call,",
        "Lead,,2027-01-10T06:00:00-08:00,2027-01-10T07:00:00-08:00,,on_call,nobody could",
        "Lead,,2027-01-09T21:45:00-08:00,2027-01-09T22:00:00-08:00,A05,handover,",
        "Safety,first,2027-01-03T00:00:00-08:00,2027-01-04T00:00:00-08:00,A01,on_shift,",
    )
    made = loaded(tmp_path, LEAD, TIERS, edits=(history(*rows),))
    at = [datetime(2027, 1, day, hour, tzinfo=UTC) for day, hour in ((11, 6), (11, 14), (3, 8), (4, 8))]
    assert made.duty_history == (
        Held("Lead", "", at[0], at[1], "A05", "on_call"),
        Held("Safety", "first", at[2], at[3], "A01", "on_shift"),
    )
    assert not made.warnings
    assert HISTORY in made.inputs


def test_history_of_what_is_no_more_is_passed_over_and_slips_are_refused(tmp_path: Path) -> None:
    span = "2027-01-03T00:00:00-08:00,2027-01-04T00:00:00-08:00"
    old = (f"Lead,,{span},Z77,on_shift,", f"Old duty,,{span},A01,on_shift,", f"Safety,third,{span},A01,on_shift,")
    found = loaded(tmp_path / "old", LEAD, TIERS, edits=(history(*old),))
    assert not found.duty_history
    assert found.warnings == (
        f"{HISTORY}:2: agent 'Z77' is not in config/agents.csv; the row is passed over",
        f"{HISTORY}:3: cover 'Old duty' is not in config/cover.toml; the row is passed over",
        f"{HISTORY}:4: unknown tier 'third' of cover 'Safety'; known: first, second; the row is passed over",
    )
    slips = (f"Saffety,first,{span},A01,on_shift,", "Lead,,2027-01-04T00:00,2027-01-03T00:00,A01,oncall,")
    assert complaints(duties(tmp_path / "slips", LEAD, TIERS, edits=(history(*slips),))) == [
        f"{HISTORY}:2: unknown cover 'Saffety'; did you mean 'Safety'?",
        f"{HISTORY}:3: unknown kind 'oncall'; did you mean 'on_call'?",
        f"{HISTORY}:3: end 2027-01-03T00:00 is not after start 2027-01-04T00:00; correct one",
    ]


def test_rows_of_who_leaves_in_a_scenario_are_passed_over(tmp_path: Path) -> None:
    edits = (
        fixed("A01,2027-01-11,,,,Lead,"),
        wishes("A01,2027-01-11,work,,5,Lead,"),
        history("Lead,,2027-01-03T00:00:00-08:00,2027-01-04T00:00:00-08:00,A01,on_shift,"),
        ("config/scenarios/gone.toml", "*", 'agents = { remove = ["A01"] }\n'),
        *roles(A02="escalation_lead"),
    )
    folder = duties(tmp_path, LEAD, edits=edits)
    base, changed = load(folder), load(folder, scenario="gone")
    assert [len(made.duty_pins + made.duty_wishes + made.duty_history) for made in (base, changed)] == [3, 0]
