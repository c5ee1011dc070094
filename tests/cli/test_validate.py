"""`scheduler validate`: what was understood, the napkin's arithmetic, and every complaint with exit status 2."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from load_case import broken

from scheduler.cli import main


def validate(folder: Path, *options: str) -> dict[str, Any]:
    result = CliRunner().invoke(main, ["validate", "-C", str(folder), "--json", *options])
    assert result.exit_code == 0, result.output
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def test_what_was_understood(tmp_path: Path) -> None:
    answer = validate(broken(tmp_path))
    assert [(site["site"], site["time_zone"], site["agents"]) for site in answer["sites"]] == [
        ("seattle", "America/Los_Angeles", 8),
        ("barcelona", "Europe/Madrid", 4),
    ]
    assert answer["agents"]["by_skill"] == {"email": 6, "general": 11}
    calls = answer["queues"][0]
    assert (calls["first"], calls["last"]) == ("2027-01-11T07:00-08:00", "2027-01-17T16:30-08:00")
    assert calls["missing_intervals"] == 0
    assert answer["forecast_files"] == [
        {"file": "forecasts/week.csv", "rows": 640, "times": ["local to America/Los_Angeles"]}
    ]


def test_holidays_of_the_horizon_by_site(tmp_path: Path) -> None:
    first, second = validate(broken(tmp_path), "--from", "2026-12-21")["sites"]
    assert list(first["holidays"]) == ["2026-12-25"]
    assert list(second["holidays"]) == ["2026-12-25", "2026-12-26"]


def test_hours_of_able_people_by_day_and_week(tmp_path: Path) -> None:
    # general, en: in Seattle 8 people x (8.5 - 1) h = 60 h; in Barcelona B01, B02, B04 x (8 - 0.75) h = 21.75 h.
    # On Thursday and Friday A04 is on leave: 7.5 h fewer.
    reckoned = validate(broken(tmp_path))["napkin"]
    calls = {row["date"]: row for row in reckoned["queue_days"] if row["queue"] == "calls-en"}
    assert [row["able_hours"] for row in calls.values()] == [81.75, 81.75, 81.75, 74.25, 74.25, 81.75, 81.75]
    # In the week: full-time 5 days; 5 x 37.5 + A04's 3 x 7.5 (two of five days are leave), part-time 3 days: 2 x 22.5;
    # Barcelona 2 x 36.25 and, part-time, 21.75.
    week = next(row for row in reckoned["queue_weeks"] if row["queue"] == "calls-en")
    assert week["able_hours"] == pytest.approx(5 * 37.5 + 22.5 + 2 * 22.5 + 2 * 36.25 + 21.75)
    assert not any(row["short"] for row in reckoned["queue_days"])


def test_a_contract_that_leave_makes_impossible_is_named(tmp_path: Path) -> None:
    # Unpaid from Monday to Wednesday: 4 days left x 8 paid hours = 32 h, below 37.5 h.
    folder = broken(tmp_path, ("config/time_off.csv", "", "A02,2027-01-11,2027-01-13,unpaid\n"))
    (unmet,) = validate(folder)["napkin"]["contracts_unmet"]
    assert (unmet["agent"], unmet["days_left"], unmet["possible_hours"], unmet["wanted_hours"]) == ("A02", 4, 32, 37.5)


def test_a_queue_no_one_serves_and_a_due_time_no_opening_meets(tmp_path: Path) -> None:
    hours = 'backlog = 5\nopen = { monday-friday = "08:00-17:00" }'
    folder = broken(
        tmp_path,
        ("config/queues.toml", 'skill = "email"', 'skill = "claims"'),
        ("config/queues.toml", "backlog = 5", hours),
    )
    reckoned = validate(folder)["napkin"]
    assert reckoned["queues_no_one_serves"] == ["email-en"]
    assert [due["queue"] for due in reckoned["impossible_due"]] == ["email-en"]


def test_a_day_with_more_work_than_people_is_flagged(tmp_path: Path) -> None:
    scenario = "[queues.calls-en]\nvolume_factor = 20\n"
    folder = broken(tmp_path, ("config/scenarios/flood.toml", "*", scenario))
    result = CliRunner().invoke(main, ["validate", "-C", str(folder), "--scenario", "flood"])
    assert result.exit_code == 0
    assert "! queue calls-en, 2027-01-11: " in result.stdout
    assert "11 able people have at most 81.75 h" in " ".join(result.stdout.split())


def test_tables_fit_eighty_columns(tmp_path: Path) -> None:
    result = CliRunner(env={"COLUMNS": "80"}).invoke(main, ["validate", "-C", str(broken(tmp_path))])
    assert result.exit_code == 0
    assert max(len(line) for line in result.stdout.splitlines()) <= 80
    assert "Nothing here says that it cannot be done." in result.stdout


def test_bad_input_is_exit_two_with_every_complaint_and_no_traceback(tmp_path: Path) -> None:
    folder = broken(
        tmp_path,
        ("config/agents.csv", "A02,Ben,seattle", "A02,Ben,seatle"),
        ("config/time_off.csv", "2027-01-14,2027-01-15", "2027-01-15,2027-01-14"),
    )
    result = CliRunner().invoke(main, ["validate", "-C", str(folder)])
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        "Error: config/agents.csv:3: unknown site 'seatle'; did you mean 'seattle'?",
        "Error: config/time_off.csv:2: leave of A04 ends 2027-01-14, before it begins 2027-01-15; "
        "swap them or correct one",
    ]
