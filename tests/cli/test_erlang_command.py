"""`scheduler erlang` prints what the formulas give, and refuses what is no number of calls."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from scheduler.cli.erlang import command

CALLS = ["--calls", "100", "--minutes", "30", "--handle-seconds", "180"]


def asked(*more: str) -> dict[str, float | None]:
    answer = CliRunner().invoke(command, [*CALLS, *more, "--json"], catch_exceptions=False)
    assert answer.exit_code == 0
    found: dict[str, float | None] = json.loads(answer.stdout)
    return found


def test_without_agents_it_finds_the_least() -> None:
    found = asked()
    assert found["agents"] == 14
    assert found["erlangs"] == 10
    assert found["service_level"] == pytest.approx(0.88835, abs=5e-6)
    assert found["asa_seconds"] == pytest.approx(7.835937, abs=5e-7)
    assert found["occupancy"] == pytest.approx(10 / 14)
    assert found["probability_of_wait"] == pytest.approx(0.1741319, abs=5e-8)
    assert found["abandoned"] == 0


def test_with_agents_it_evaluates_them() -> None:
    found = asked("--agents", "9", "--patience", "120")
    assert found["agents"] == 9
    assert found["abandoned"] == pytest.approx(0.19215603801258657)
    assert found["service_level"] == pytest.approx(0.5240660591899029)


@pytest.mark.parametrize(
    ("definition", "level"),
    [
        ("answered_of_offered", 0.858178),
        ("virtual_wait", 0.860831),
        ("answered_of_answered", 0.880149),
        ("short_abandons_excluded", 0.868275),
    ],
)
def test_the_definition_is_the_one_named(definition: str, level: float) -> None:
    found = asked("--agents", "13", "--patience", "300", "--definition", definition)
    assert found["service_level"] == pytest.approx(level, abs=5e-7)


def test_the_threshold_of_short_abandons_is_its_own() -> None:
    definition = ("--agents", "13", "--patience", "300", "--definition", "short_abandons_excluded")
    none, some = (asked(*definition, "--short-abandon-seconds", text)["service_level"] for text in ("0", "5"))
    assert none == pytest.approx(0.858178, abs=5e-7)  # nobody leaves within 0 s: the share of those offered
    assert some is not None
    assert 0.858178 < some < 0.868275


def test_occupancy_can_bind() -> None:
    assert asked("--max-occupancy", "0.7", "--within", "19.8")["agents"] == 15


def test_an_endless_wait_is_null_and_no_calls_need_nobody() -> None:
    assert asked("--agents", "10")["asa_seconds"] is None
    quiet = CliRunner().invoke(command, ["--calls", "0", "--minutes", "30", "--handle-seconds", "0", "--json"])
    assert json.loads(quiet.stdout)["agents"] == 0


@pytest.mark.parametrize(
    ("option", "value"),
    [("--calls", "-1"), ("--calls", "nan"), ("--calls", "inf"), ("--minutes", "0"), ("--share", "1.2")],
)
def test_what_is_no_such_number_is_refused(option: str, value: str) -> None:
    answer = CliRunner().invoke(command, [*CALLS, option, value])
    assert answer.exit_code == 2
    assert f"Invalid value for '{option}'" in answer.output


def test_the_table_names_every_figure() -> None:
    answer = CliRunner().invoke(command, CALLS)
    assert answer.stdout.splitlines()[:2] == ["agents                14", "service_level         0.88835"]
