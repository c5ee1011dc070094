"""Limits that cannot hold together: who, which and the cheapest change; exit 3, or a roster with few given up."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from tiny_workspace import MONDAY, tiny_workspace

from scheduler.cli import main

LEAVE = "agent,start,end,kind\n"
FIXED = "agent,date,shift,start,end\n"


@pytest.fixture
def workspace(tmp_path):
    root = tiny_workspace(tmp_path)
    (root / "config/contracts.toml").write_text("[full]\nhours_week = { min = 40, max = 40 }\nrest_hours = 11\n")
    return root


def solve(workspace, *more):
    return CliRunner().invoke(main, ["solve", "-C", str(workspace), "--time-limit", "1", *more])


def unpaid(workspace):
    (workspace / "config/time_off.csv").write_text(LEAVE + f"a1,{MONDAY},2026-12-23,unpaid\n")


def test_unpaid_leave_against_hours(workspace):
    """Four days are left: 32 of the 40 hours."""
    unpaid(workspace)
    result = solve(workspace)
    assert result.exit_code == 3
    assert result.stderr.splitlines()[-1] == (
        "Error: a1: time_off and hours_week min 40, max 40 (contract full) cannot hold together; "
        "cheapest change: hours_week min 40 -> 32 (contract full)"
    )
    assert not list((workspace / "reports").glob("*")) if (workspace / "reports").exists() else True


def test_give_up_writes_a_roster_that_names_what_was_given_up(workspace):
    unpaid(workspace)
    result = solve(workspace, "--give-up")
    assert result.exit_code == 0
    summary = json.loads((workspace / "reports/2026-12-21/summary.json").read_text())
    assert len(summary["violations"]) == 1
    assert "a1" in json.dumps(summary["violations"][0])
    assert "hours_week" in json.dumps(summary["violations"][0])


def test_a_pin_on_a_day_of_leave(workspace):
    (workspace / "config/time_off.csv").write_text(LEAVE + f"a2,{MONDAY},{MONDAY},holiday\n")
    (workspace / "config/fixed.csv").write_text(FIXED + f"a2,{MONDAY},day,,\n")
    result = solve(workspace)
    assert result.exit_code == 3
    last = result.stderr.splitlines()[-1]
    assert last.startswith("Error: a2: ")
    assert "fixed" in last
    assert "time_off" in last
    assert "cannot hold together; cheapest change: " in last


def test_what_history_alone_breaks_is_no_conflict(workspace):
    """Two shifts an hour apart lie in the past: nobody can change them."""
    (workspace / "config/history.csv").write_text(
        "agent,date,shift,start,end\n"
        "a1,2026-12-19,day,2026-12-19T08:00:00+00:00,2026-12-19T23:00:00+00:00\n"
        "a1,2026-12-20,day,2026-12-20T00:00:00+00:00,2026-12-20T08:00:00+00:00\n"
    )
    assert solve(workspace).exit_code == 0


def test_limit_that_no_line_can_meet_alone(workspace):
    """Shifts of 8 paid hours make 32 or 40 a week, never 39: every state of the one limit dies before the end."""
    (workspace / "config/contracts.toml").write_text("[full]\nhours_week = { min = 39, max = 39 }\n")
    result = solve(workspace)
    assert result.exit_code == 3, result.exception
    assert "a1: hours_week min 39, max 39 (contract full)" in result.stderr
    assert "cannot hold; cheapest change: hours_week" in result.stderr


def test_limit_beyond_the_horizon_is_named(workspace):
    """60 hours want eight shifts of 8 hours in seven days: 64 is above the maximum, 56 below the minimum."""
    (workspace / "config/contracts.toml").write_text("[full]\nhours_week = { min = 60, max = 60 }\n")
    result = solve(workspace)
    assert result.exit_code == 3, result.exception
    assert "a1: hours_week min 60, max 60 (contract full)" in result.stderr


def test_sickness_is_not_moved_where_the_contract_can_ask_for_less(workspace):
    """Four days are left; five days and 40 hours, four days and 32 hours: each number alone does not do."""
    contract = "[full]\nhours_week = { min = 40, max = 40 }\ndays_week = { min = 5, max = 5 }\nrest_hours = 11\n"
    (workspace / "config/contracts.toml").write_text(contract)
    unpaid(workspace)
    result = solve(workspace)
    assert result.exit_code == 3
    assert result.stderr.splitlines()[-1].endswith(
        "cheapest change: days_week min 5 -> 4 (contract full) and hours_week min 40 -> 32 (contract full)"
    )
    assert solve(workspace, "--give-up").exit_code == 0
    summary = json.loads((workspace / "reports/2026-12-21/summary.json").read_text())
    assert {row["rule"] for row in summary["violations"]} == {"days_week", "hours_week"}
