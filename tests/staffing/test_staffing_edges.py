"""Edges of a forecast through whole commands: each has a stated answer or a clear error (docs/staffing.md)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from tiny_workspace import MONDAY, tiny_workspace

from scheduler.cli import main

CALLS, QUEUES, AGENTS = "forecasts/calls.csv", "config/queues.toml", "config/agents.csv"


def edged(root: Path, file: str, old: str, new: str) -> Path:
    folder = tiny_workspace(root)
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new))
    return folder


@pytest.mark.parametrize(
    ("file", "old", "new", "required"),
    [
        (CALLS, ",60,1,600", ",60,0,600", 0),  # no volume
        (CALLS, ",60,1,600", ",60,0,", 0),  # and no handle time
        (QUEUES, "share = 0.8", "share = 1.0", 4 * 56),  # 4 of 1/6 Erlang: 99.99 %
        (QUEUES, "priority = 2", "priority = 2\npatience_seconds = 0", 56),  # one loses 14 %
    ],
)
def test_an_edge_with_an_answer(tmp_path: Path, file: str, old: str, new: str, required: int) -> None:
    """Seven days of eight hours with a call of ten minutes each."""
    folder = edged(tmp_path, file, old, new)
    where = ["-C", str(folder), "--json"]
    solved = CliRunner().invoke(main, ["solve", *where, "--time-limit", "0.5"], catch_exceptions=False)
    assert solved.exit_code == 0, solved.stderr
    assert json.loads(solved.stdout)["required_agent_hours"] == required
    report = str(folder / "reports" / str(MONDAY))
    simulated = CliRunner().invoke(main, ["simulate", report, *where], catch_exceptions=False)
    assert simulated.exit_code == 0, simulated.stderr


def test_a_handle_time_longer_than_the_day_lasts_past_closing(tmp_path: Path) -> None:
    folder = edged(tmp_path, CALLS, ",60,1,600", ",60,0.02,100000")
    told = CliRunner().invoke(main, ["staff", "-C", str(folder), "--json"], catch_exceptions=False)
    assert told.exit_code == 0
    assert "past closing too" in told.stdout


@pytest.mark.parametrize("handle", ["", "0"])
def test_volume_without_handle_time_is_refused(tmp_path: Path, handle: str) -> None:
    folder = edged(tmp_path, CALLS, ",60,1,600", f",60,1,{handle}")
    told = CliRunner().invoke(main, ["staff", "-C", str(folder)], catch_exceptions=False)
    assert told.exit_code == 2
    wrong = "volume is 1 but handle_seconds is empty or 0; write the mean handle time"
    assert told.stderr.splitlines()[0] == f"Error: forecasts/calls.csv:2: {wrong}"


def test_nobody_to_roster(tmp_path: Path) -> None:
    folder = tiny_workspace(tmp_path)
    (folder / AGENTS).write_text("agent,name,site,contract,skills,languages,roles\n")
    assert CliRunner().invoke(main, ["staff", "-C", str(folder)], catch_exceptions=False).exit_code == 0
    told = CliRunner().invoke(main, ["solve", "-C", str(folder)], catch_exceptions=False)
    assert told.exit_code == 2
    wrong = "config/agents.csv: nobody to roster; list agents, or ask `scheduler staff` how many it takes"
    assert told.stderr.splitlines()[-1] == f"Error: {wrong}"
