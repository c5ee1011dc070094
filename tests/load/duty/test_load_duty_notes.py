"""What a horizon tells of duties before the search: dates that never come, blocks nobody can hold whole, overlaps."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from duty_files import COVER, LEAD, duties, loaded, roles

from scheduler.cli import main
from scheduler.clock import Horizon
from scheduler.load.duty.notes import duty_notes, overlap_notes

WEEK = Horizon(date(2027, 1, 11), 1, "America/Los_Angeles")
CALL = 'name = "Lead"\nrole = "escalation_lead"\nkind = "on_call"\n'
GUS = "A07,Gus,seattle,part-time,general,en,"
ON = "a block goes on for 48 h, and max_hours is 24"
WORK = "a block has 48 h of working time, and hours_week"
ROLLING = "max_windows = {{ windows = {}, days = {} }}\n"
WEEKEND = 'on = ["weekend"]\nblock = "weekend"\n'


def notes(folder: Path, *tables: str, edits=()) -> list[str]:
    """What is said of the duties, without file and name of the first."""
    found = duty_notes(loaded(folder, *tables, edits=edits), WEEK)
    return [line.removeprefix(f"{COVER}: cover 'Lead': ") for line in found]


def lets(most: int, wanted: int, days: int) -> str:
    return f"max_windows lets 2 people hold {most} of the {wanted} places in {days} days; the others stay open"


@pytest.mark.parametrize(
    ("on", "told"),
    [
        ("[2026-12-24, 2026-12-25]", True),
        ("[2026-12-24, 2027-01-13]", False),
        ('[2026-12-24, "friday"]', False),
        ('["holiday"]', False),  # a week without a holiday is nothing odd
        ("[2027-01-10]", True),  # its hours end at midnight, when the week begins
    ],
)
def test_dates_that_never_come_are_told(tmp_path: Path, on: str, told: bool) -> None:
    said = notes(tmp_path, LEAD.replace('["monday"]', on))
    assert said == (["its dates never come in this horizon; it is not due"] if told else [])


def test_a_night_that_reaches_into_the_horizon_has_come(tmp_path: Path) -> None:
    assert notes(tmp_path, LEAD.replace('["monday"]', "[2027-01-10]") + 'hours = "22:00-06:00"\n') == []


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        # Saturday 00:00 to Monday 00:00 are 48 h in one piece.
        (WEEKEND + "max_hours = 24\n", [f"{ON}; it is split, or its holder works within"]),
        (WEEKEND + "max_hours = 24\nheld_at_work = false\n", [f"{ON}; it will be split"]),
        (WEEKEND + "max_hours = 48\n", []),
        # Two nights of 12 h, apart from each other; the one of Sunday ends at the horizon's end after 4 h.
        (WEEKEND + 'hours = "20:00-08:00"\nmax_hours = 12\n', []),
        # Working: 48 h in a weekend, full-time contracts allow 40 h a week.
        (WEEKEND + 'counts_as = "working"\n', [f"{WORK} allows nobody who may hold it more than 40; it will be split"]),
        (WEEKEND + 'counts_as = "working"\nhours = "08:00-20:00"\n', []),
        (WEEKEND + 'counts_as = "rest"\n', []),
        ('on = ["every_day"]\nblock = "any"\ncounts_as = "working"\n', []),
    ],
)
def test_a_block_longer_than_max_hours_or_a_contract_is_told_with_both_numbers(
    tmp_path: Path, keys: str, said: list[str]
) -> None:
    assert notes(tmp_path, CALL + keys) == said


def test_who_alone_cannot_hold_a_block_is_named(tmp_path: Path) -> None:
    """The week of Monday 00:00 has 8 h of one night, two of 10 h and 2 h of a last: 30 h; a part-timer may work 20."""
    edits = (
        ("config/contracts.toml", "hours_week = { max = 24 }", "hours_week = { max = 20 }"),
        ("config/agents.csv", GUS, f"{GUS}escalation_lead"),
    )
    keys = 'on = ["friday", "saturday", "sunday"]\nblock = "week"\nhours = "22:00-08:00"\ncounts_as = "working"\n'
    told = "a block has 30 h of working time, and hours_week allows A07 no more than 20; they cannot hold it whole"
    assert notes(tmp_path, CALL + keys, edits=edits) == [told]


def test_a_day_of_working_time_is_bound_by_law_too(tmp_path: Path) -> None:
    """Spain: no more than 9 hours a day; the window has 12."""
    spain = ("config/sites.toml", '"Europe/Madrid"', '"Europe/Madrid"\nrules = ["spain"]')
    keys = 'site = "barcelona"\nblock = "window"\nhours = "20:00-08:00"\ncounts_as = "working"\non = ["monday"]\n'
    told = (
        "a window has 12 h of working time, and hours_day allows nobody who may hold it more than 9; it will be split"
    )
    assert notes(tmp_path, CALL + keys, edits=(spain, *roles(B01="escalation_lead"))) == [told]


def test_a_window_on_shift_longer_than_every_shift_is_told(tmp_path: Path) -> None:
    """The starter's longest shift in Seattle has 8.5 h."""
    said = notes(tmp_path, LEAD + 'block = "window"\nhours = "06:00-20:00"\n')
    assert said == ["a window lasts 14 h, and the longest shift of who may hold it 8.5 h; it will be split"]


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        # A01 and A05 may hold it; seven windows of one place in seven days.
        (ROLLING.format(3, 7), [lets(6, 7, 7)]),
        (ROLLING.format(4, 7), []),
        (ROLLING.format(13, 28), [lets(26, 28, 28)]),
        (ROLLING.format(5, 10), []),
        (ROLLING.format(4, 10) + "agents = 2\n", [lets(8, 20, 10)]),
        ("max_in_a_row = 3\n", []),
        # A tier that nobody may hold is told of when its file is read, and counts for no place here.
        (ROLLING.format(4, 7) + 'tiers = ["a", "b"]\nlanguage = { b = "fr" }\n', []),
        (
            "max_in_a_row = 3\nagents = 2\n",
            ["max_in_a_row is 3, and 2 people may hold 2 at once: it stays open after 3"],
        ),
        (
            'max_in_a_row = 3\nlanguage = "es"\n',
            ["max_in_a_row is 3, and 1 person may hold 1 at once: it stays open after 3"],
        ),
    ],
)
def test_limits_on_windows_that_too_few_people_can_keep_are_told(tmp_path: Path, keys: str, said: list[str]) -> None:
    assert notes(tmp_path, LEAD.replace('["monday"]', '["every_day"]') + keys) == said


def test_duties_of_one_role_that_overlap_are_noted_by_validate_only(tmp_path: Path) -> None:
    second = LEAD.replace("Lead", "Second") + 'hours = "12:00-20:00"\n'
    folder = duties(tmp_path, LEAD + 'hours = "08:00-16:00"\n', second)
    told = (
        f"{COVER}: covers 'Lead' and 'Second' ask for role 'escalation_lead' and overlap, first at "
        "2027-01-11T12:00-08:00: one person may hold both; apart_from keeps them apart"
    )
    result = CliRunner().invoke(main, ["validate", "-C", str(folder), "--from", "2027-01-11"])
    assert result.exit_code == 0, result.output
    assert [line for line in result.stderr.splitlines() if "overlap" in line] == [f"Note: {told}"]


@pytest.mark.parametrize(
    "keys",
    [
        'hours = "16:00-20:00"\n',
        'hours = "12:00-20:00"\napart_from = ["Lead"]\n',
        'hours = "12:00-20:00"\nexclusive = true\n',
        'hours = "12:00-20:00"\nkind = "on_call"\n',
    ],
)
def test_duties_that_touch_or_that_nobody_may_hold_together_are_no_matter(tmp_path: Path, keys: str) -> None:
    made = loaded(tmp_path, LEAD + 'hours = "08:00-16:00"\n', LEAD.replace("Lead", "Second") + keys)
    assert overlap_notes(made, WEEK) == ()


def test_tiers_on_shift_beside_a_block_of_standby_may_change_holders(tmp_path: Path) -> None:
    """The duty of the longer example: on shift by day, standby for whole weekends; windows of 14 h are no matter."""
    keys = 'tiers = ["first", "second"]\nkind = { first = "on_shift", second = "on_call" }\n'
    table = 'name = "Lead"\nrole = "escalation_lead"\non = ["weekend"]\nhours = "06:00-20:00"\nblock = "weekend"\n'
    assert notes(tmp_path, table + keys) == []
