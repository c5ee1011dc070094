"""What loading says of a duty's keys, each in one line at its place: what is wrong, and what changes nothing."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from duty_files import COVER, LEAD, duties, loaded, warnings
from load_case import complaints

from scheduler.load import load
from scheduler.operation.cover import DutyHours, MaxWindows

CALL = LEAD + 'kind = "on_call"\n'
TWO = LEAD + 'tiers = ["first", "second"]\n'
NIGHT = LEAD + 'hours = "22:00-06:00"\n'


WRONG, ODD = (tomllib.loads(Path(__file__).with_name("duty_cases.toml").read_text())[kind] for kind in ("wrong", "odd"))


def said(case: dict[str, Any]) -> list[str]:
    """The lines that the case expects, with the path."""
    return [line if line.startswith("config/") else f"{COVER}:{line}" for line in case["says"]]


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case["says"][-1])
def test_what_is_wrong_is_said_in_full_at_its_line(tmp_path: Path, case: dict[str, Any]) -> None:
    assert complaints(duties(tmp_path, case["keys"].replace("LEAD\n", LEAD))) == said(case)


@pytest.mark.parametrize("case", ODD, ids=lambda case: case["says"][-1])
def test_what_is_odd_is_a_warning(tmp_path: Path, case: dict[str, Any]) -> None:
    assert warnings(tmp_path, case["keys"].replace("LEAD\n", LEAD)) == said(case)


def test_a_duty_that_is_named_wrongly_is_guessed(tmp_path: Path) -> None:
    other = LEAD.replace("Lead", "Safety").replace("monday", "friday") + 'not_beside = ["Leed"]\n'
    told = "cover 'Safety': not_beside: unknown cover 'Leed'; did you mean 'Lead'?"
    assert complaints(duties(tmp_path, LEAD, other)) == [f"{COVER}:9: {told}"]


@pytest.mark.parametrize(
    "table",
    [
        LEAD
        + 'hours = { monday-friday = "08:00-16:00", holiday = "closed" }\nblock = "window"\nhandover_minutes = 9\n',
        TWO + 'language = { first = "en", second = "en" }\n',
        CALL
        + 'block = "week"\nblock_starts = "monday 09:00"\nheld_at_work = true\ncounts_as = "rest"\nmax_in_a_row = 1\n'
        'response_minutes = 60\ncost_hour = 3.5\nmax_windows = { windows = 2, days = 28 }\nnot_beside = ["Lead"]\n',
        NIGHT + "handover_minutes = 479\n",
    ],
)
def test_what_is_sound_is_read_without_a_word(tmp_path: Path, table: str) -> None:
    assert warnings(tmp_path, table) == []


def test_a_scenario_changes_keys_of_a_duty_and_adds_one(tmp_path: Path) -> None:
    text = """
[cover.Lead]
tiers = ["first", "second"]
role = { first = "escalation_lead", second = "escalation_lead" }
kind = { first = "on_shift", second = "on_call" }
hours = { monday-friday = "08:00-16:00" }
on = ["every_day"]
max_windows = { windows = 2, days = 14 }
apart_from = ["Night"]
firm = false
[cover.Night]
role = "escalation_lead"
kind = "on_call"
hours = "22:00-06:00"
block = "day"
"""
    folder = duties(tmp_path, LEAD + "agents = 2\n", edits=(("config/scenarios/two.toml", "*", text),))
    base, changed = load(folder), load(folder, scenario="two")
    assert [tier.label for tier in base.tiers] == ["Lead"]
    assert [(tier.label, tier.kind, tier.agents) for tier in changed.tiers] == [
        ("Lead/first", "on_shift", 2),
        ("Lead/second", "on_call", 2),
        ("Night", "on_call", 1),
    ]
    lead, night = changed.cover
    assert (lead.spread, lead.firm) == (True, False)
    assert lead.max_windows == MaxWindows(windows=2, days=14)
    assert night.block == "day"


def test_a_scenario_takes_a_key_of_a_duty_out(tmp_path: Path) -> None:
    text = 'remove = ["cover.Lead.max_windows", "cover.Lead.hours.tuesday", "cover.Lead.firm"]\n'
    hours = (
        'hours = { monday-tuesday = "08:00-16:00", tuesday = "09:00-16:00" }\nmax_windows = { windows = 2, days = 7 }\n'
    )
    folder = duties(tmp_path, LEAD + hours, edits=(("config/scenarios/free.toml", "*", text),))
    assert complaints(folder, scenario="free") == [
        "config/scenarios/free.toml:1: nothing is called 'cover.Lead.firm'; write FILE.TABLE or FILE.TABLE.KEY, "
        "such as contracts.full-time.rest_hours"
    ]
    (folder / "config/scenarios/free.toml").write_text(text.replace(', "cover.Lead.firm"', ""))
    [lead] = load(folder, scenario="free").cover
    assert lead.max_windows is None
    assert isinstance(lead.hours, DutyHours)
    assert lead.hours.days[1] == (480, 960)


def test_what_is_wrong_in_a_scenario_is_said_at_its_line(tmp_path: Path) -> None:
    text = '[cover.Lead]\nblock = "week"\napart_from = ["Nigt"]\n[cover.Night]\nrole = ""\n'
    folder = duties(tmp_path, LEAD, edits=(("config/scenarios/two.toml", "*", text),))
    file = "config/scenarios/two.toml"
    assert complaints(folder, scenario="two") == [
        f"{file}:2: cover 'Lead': block is 'week'; a duty on shift takes 'any' or 'window'",
        f"{file}:3: cover 'Lead': apart_from: unknown cover 'Nigt'; did you mean 'Night'?",
        f"{file}:4: cover 'Night': role is empty; name one",
    ]


def test_a_longer_example_is_read_as_it_is_written(tmp_path: Path) -> None:
    made = loaded(
        tmp_path,
        'name = "Safety duty"\ntiers = ["primary", "backup"]\nkind = "on_call"\n'
        'role = { primary = "escalation_lead", backup = "escalation_lead" }\nlanguage = { primary = "es" }\n'
        'on = ["weekend", "holiday"]\nhours = "18:00-08:00"\nblock = "weekend"\nhandover_minutes = 15\n'
        "held_at_work = true\nresponse_minutes = 60\nrest_after_hours = 11\ncost_hour = 3.5\ncall_outs_hours = 0.5\n"
        "max_in_a_row = 2\nmax_windows = { windows = 8, days = 28 }\nprimary_after_backup = false\n",
    )
    assert [(tier.label, tier.activity, tier.language) for tier in made.tiers] == [
        ("Safety duty/primary", "on_call:Safety duty/primary", "es"),
        ("Safety duty/backup", "on_call:Safety duty/backup", None),
    ]
