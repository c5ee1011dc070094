"""`scheduler simulate` on a small workspace: its figures, its files, given contacts, and edge cases."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tiny_workspace import tiny_workspace

from scheduler.cli import main

ROSTER = "agent,date,shift,start,end\n" + "".join(
    f"{agent},2026-12-{day},day,2026-12-{day}T08:00:00+00:00,2026-12-{day}T16:00:00+00:00\n"
    for agent in ("a1", "a2")
    for day in range(21, 26)
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    tiny_workspace(tmp_path)
    (tmp_path / "week").mkdir()
    (tmp_path / "week" / "roster.csv").write_text(ROSTER)
    return tmp_path


def simulate(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["simulate", "week", "-C", str(root), *words], catch_exceptions=False)


def answer(root: Path, *words: str) -> dict:
    result = simulate(root, "--json", "--force", *words)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_files_and_figures(root: Path) -> None:
    result = simulate(root, "--replications", "30")
    assert result.exit_code == 0
    assert "30 replications of days drawn from the forecast" in result.stdout
    queue = json.loads((root / "week" / "simulation.json").read_text())["queues"][0]
    assert queue["offered"] == pytest.approx(56, abs=4)  # one an hour, eight hours, seven days
    assert [day["service_level"] > 0.9 for day in queue["days"]] == [True] * 5 + [False] * 2  # nobody at the weekend
    rows = list(csv.DictReader((root / "week" / "simulation.csv").read_text().splitlines()))
    assert len(rows) == 168
    assert sum(float(row["offered"]) for row in rows) == pytest.approx(queue["offered"], abs=0.01)
    page = (root / "week" / "simulation.html").read_text()
    assert 'src="http' not in page


def test_the_files_are_not_the_rosters_own_edits(root: Path) -> None:
    assert simulate(root).exit_code == 0
    (root / "week" / "simulation.csv").write_text("mine\n")
    refused = simulate(root)
    assert refused.exit_code == 2
    assert "edited since it was written" in refused.stderr
    assert simulate(root, "--force").exit_code == 0


def test_given_contacts_are_replayed(root: Path) -> None:
    file = root / "calls.csv"
    file.write_text(
        "queue,arrival,handle_seconds,patience_seconds\n"
        "calls,2026-12-21T09:00:00+00:00,100,\n"
        "calls,2026-12-21T09:00:10+00:00,100,\n"
        "calls,2026-12-21T09:00:20+00:00,100,30\n"  # both agents are busy until 09:01:40
        "calls,2026-12-21T09:00:30+00:00,,\n"
        "calls,2027-12-21T09:00:30+00:00,,\n"
    )
    result = simulate(root, "--arrivals", str(file))
    assert "1 of 5 contacts lie outside the horizon" in result.stderr
    monday = json.loads((root / "week" / "simulation.json").read_text())["queues"][0]["days"][0]
    assert (monday["offered"], monday["in_time"], monday["abandoned"]) == (4, 2, 1)
    assert monday["asa_seconds"] == (0 + 0 + 30 + 70) / 4
    assert monday["asa_seconds_half"] == 0


def test_a_bad_file_is_told_line_by_line(root: Path) -> None:
    file = root / "calls.csv"
    file.write_text("queue,arrival,handle_seconds\ncals,2026-12-21T09:00+00:00,5\ncalls,soon,5\ncalls,2026-12-21,-5\n")
    result = simulate(root, "--arrivals", str(file))
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        f"Error: {file}:2: unknown queue 'cals'; did you mean 'calls'?",
        f"Error: {file}:3: 'soon' is not a time; write it as 2026-12-21T08:00:00-08:00",
        f"Error: {file}:4: handle_seconds '-5' is not a number of seconds such as 240; leave it empty to have it drawn",
    ]
    missing = simulate(root, "--arrivals", str(root / "none.csv"))
    assert missing.exit_code == 2
    assert "no such file; it must hold contacts: queue,arrival,handle_seconds,patience_seconds" in missing.stderr


def test_absence_and_error_of_the_forecast_lengthen_waits(root: Path) -> None:
    plain = answer(root, "--replications", "60")["queues"][0]
    absent = answer(root, "--replications", "60", "--absence", "0.5")["queues"][0]
    assert absent["asa_seconds"] > 1.5 * plain["asa_seconds"]
    erring = answer(root, "--replications", "60", "--forecast-error", "0.8")["queues"][0]
    assert erring["offered_half"] > 1.5 * plain["offered_half"]
    even = answer(root, "--replications", "60", "--handle-cv", "0")["queues"][0]
    assert even["occupancy_half"] < plain["occupancy_half"]


def test_no_contacts_have_no_service_level(root: Path) -> None:
    (root / "forecasts" / "calls.csv").write_text(
        "queue,start,minutes,volume,handle_seconds\ncalls,2026-12-21T08:00:00+00:00,60,0,600\n"
    )
    queue = answer(root)["queues"][0]
    assert (queue["offered"], queue["service_level"], queue["asa_seconds"]) == (0, None, None)


def test_a_queue_that_nobody_serves_is_named(root: Path) -> None:
    people = root / "config" / "agents.csv"
    people.write_text(people.read_text().replace("general", "other"))
    queue = answer(root)
    assert queue["queues"][0]["service_level"] == 0
    assert "calls: nobody at work serves it, so nothing is answered" in queue["notes"]


def test_no_agents_at_all(root: Path) -> None:
    (root / "week" / "roster.csv").write_text("agent,date,shift,start,end\n")
    (root / "week" / "summary.json").write_text(
        json.dumps({"horizon": {"start": "2026-12-21T00:00:00+00:00", "end": "2026-12-28T00:00:00+00:00"}})
    )
    queue = answer(root)["queues"][0]
    assert (queue["service_level"], queue["occupancy"], queue["answered"]) == (0, None, 0)
