"""The rows of requirement.csv, and what `scheduler staff` writes and prints for the sample operation."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from click.testing import CliRunner
from staffing_case import email, horizon, operation, phone, rows

from scheduler.cli import main
from scheduler.staffing import staff
from scheduler.staffing.rows import queue_totals, requirement_rows

SAMPLE = Path(__file__).parents[2]


def test_a_row_has_local_start_and_plain_numbers_and_no_handle_time_without_volume() -> None:
    made = operation(phone(), forecast=rows(("calls", "2026-01-05T08:00", 30, 100, 180.5)))
    first, second, *rest = requirement_rows(staff(made, horizon()), made)
    assert first == {
        "queue": "calls",
        "start": "2026-01-05T00:00:00-08:00",
        "minutes": 30,
        "volume": 100,
        "handle_seconds": 180.5,
        "erlangs": 10.027778,
        "agents": 14,
    }
    assert (second["volume"], second["handle_seconds"], second["agents"]) == (0, "", 0)
    assert len(rest) == 334


def test_starts_carry_the_offset_of_their_own_instant() -> None:
    made = operation(phone())
    starts = [str(row["start"]) for row in requirement_rows(staff(made, horizon("2026-10-26")), made)]
    assert len(starts) == len(set(starts)) == 338
    assert "2026-11-01T01:30:00-07:00" in starts
    assert "2026-11-01T01:30:00-08:00" in starts


def test_totals_are_rostered_hours_by_local_day() -> None:
    # 14 agents for half an hour at 10 % shrinkage: 7 / 0.9 = 7.778 hours
    made = operation(phone(shrinkage=0.1), email(), forecast=rows(("calls", "2026-01-06T07:30", 30, 100, 180)))
    calls, mail = queue_totals(staff(made, horizon()), made)
    assert (calls["volume"], calls["erlangs_peak"], calls["agents_peak"], calls["hours"]) == (100, 10, 14, 7.778)
    assert calls["hours_by_day"]["2026-01-05"] == 7.778  # 07:30 UTC on Tuesday is Monday 23:30
    assert mail["hours"] == 0


def test_the_command_writes_one_row_a_queue_and_interval(tmp_path: Path) -> None:
    out = tmp_path / "out"
    answer = CliRunner().invoke(main, ["staff", "-C", str(SAMPLE), "--out", str(out), "--json"], catch_exceptions=False)
    assert answer.exit_code == 0
    written = list(csv.DictReader((out / "requirement.csv").read_text(encoding="utf-8").splitlines()))
    told = json.loads(answer.stdout)
    assert len(written) == 336 * len(told["queues"])
    assert list(written[0]) == ["queue", "start", "minutes", "volume", "handle_seconds", "erlangs", "agents"]
    assert told["requirement"] == str(out / "requirement.csv")
    table = CliRunner().invoke(main, ["staff", "-C", str(SAMPLE), "--out", str(out)], catch_exceptions=False)
    assert table.stdout.splitlines()[-1] == f"wrote {out / 'requirement.csv'}"
    assert len(table.stdout.splitlines()) == len(told["queues"]) + 3
