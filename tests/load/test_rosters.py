"""What a report wrote is read back the same; what a planner or another tool wrote is read or named line by line."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from fake_answer import MONDAY, fake_answer, fake_operation, fake_roster

from scheduler.clock import Horizon
from scheduler.errors import InputError
from scheduler.load.rosters.rosters import read_roster
from scheduler.report import write
from scheduler.report.rows import ACTIVITIES, ROSTER, activity_rows, roster_rows
from scheduler.report.text import csv_bytes

OPERATION = fake_operation()
HEADER = "agent,date,shift,start,end,site,paid_minutes\n"
ROW = "a001,2026-12-21,day,2026-12-21T08:00:00-08:00,2026-12-21T16:30:00-08:00,seattle,480\n"


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "roster.csv"
    file.write_text(text, encoding="utf-8")
    return file


def complaints(tmp_path: Path, text: str) -> list[str]:
    file = written(tmp_path, text)
    with pytest.raises(InputError) as caught:
        read_roster(file, OPERATION)
    return [line.removeprefix(f"{file}") for line in caught.value.complaints]


def test_what_was_written_is_read_back_the_same(tmp_path: Path) -> None:
    answer = fake_answer()
    write(tmp_path / "week", answer)
    loaded = read_roster(tmp_path / "week", OPERATION)
    assert loaded.roster == answer.result.roster
    assert loaded.horizon == answer.horizon
    assert loaded.summary is not None
    assert loaded.summary["objective"] == answer.score.objective
    assert (loaded.edited, loaded.notes) == (False, ())


@pytest.mark.parametrize("monday", ["2026-03-02", "2026-03-23", "2026-10-19", "2026-10-26"])
def test_weeks_of_a_clock_change_are_read_back_the_same(tmp_path: Path, monday: str) -> None:
    first = date.fromisoformat(monday)
    roster = fake_roster(OPERATION, first)
    (tmp_path / "roster.csv").write_bytes(csv_bytes(ROSTER, roster_rows(OPERATION, roster)))
    (tmp_path / "activities.csv").write_bytes(csv_bytes(ACTIVITIES, activity_rows(OPERATION, roster)))
    loaded = read_roster(tmp_path / "roster.csv", OPERATION)
    assert loaded.roster == roster
    assert loaded.horizon == Horizon(first, 1, "America/Los_Angeles")


def test_a_bare_file_has_unknown_breaks_and_a_note(tmp_path: Path) -> None:
    file = written(tmp_path, HEADER + ROW)
    loaded = read_roster(file, OPERATION)
    assert not loaded.roster.breaks_known
    assert loaded.summary is None
    assert loaded.notes == (f"{file}: no activities.csv beside it, so breaks and activities are not judged",)


def test_paid_minutes_and_site_are_recounted_where_absent(tmp_path: Path) -> None:
    file = written(tmp_path, "agent,date,shift,start,end\n" + ROW.replace(",seattle,480", ""))
    (duty,) = read_roster(file, OPERATION).roster.duties
    assert (duty.site, duty.paid_minutes) == ("seattle", 510 - 30)


def test_spreadsheets_damage_is_read(tmp_path: Path) -> None:
    file = tmp_path / "roster.csv"
    file.write_bytes(b"\xef\xbb\xbf" + (HEADER + ROW + ",,,,,,\n").replace(",", ";").replace("\n", "\r\n").encode())
    assert [duty.agent for duty in read_roster(file, OPERATION).roster.duties] == ["a001"]


def test_times_without_an_offset_are_the_agents_own(tmp_path: Path) -> None:
    file = written(tmp_path, HEADER + "a002,2026-12-21,day,2026-12-21T08:00,2026-12-21 16:30,,\n")
    (duty,) = read_roster(file, OPERATION).roster.duties
    assert duty.start.isoformat() == "2026-12-21T07:00:00+00:00"  # Madrid is an hour ahead in winter


def test_the_horizon_without_a_summary_is_the_whole_weeks_of_the_dates(tmp_path: Path) -> None:
    row = ROW.replace("2026-12-21", "2026-12-30")
    loaded = read_roster(written(tmp_path, HEADER + ROW + row), OPERATION)
    assert loaded.horizon == Horizon(MONDAY, 2, "America/Los_Angeles")
    sunday = read_roster(written(tmp_path, HEADER + ROW), replace(OPERATION, week_starts=6)).horizon
    assert sunday.first == MONDAY - timedelta(days=1)


def test_every_complaint_of_a_file_comes_at_once(tmp_path: Path) -> None:
    start, end = "2026-12-21T08:00:00-08:00", "2026-12-21T16:30:00-08:00"
    text = HEADER + ROW + ROW
    text += f"a01,2026-12-21,day,{start},{end},,\n"
    text += f"a004,21/12/2026,day,{start},{end},,\n"
    text += f"a004,2026-12-21,days,{start},{end},,\n"
    text += f"a004,2026-12-21,day,{end},{start},,\n"
    text += f"a004,2026-12-22,day,{start},{end},,\n"
    text += f"a004,2026-12-21,day,8 am,{end},,\n"
    text += f"a004,2026-12-21,day,{start},{end},,-5\n"
    assert complaints(tmp_path, text) == [
        ":3: a second shift of a001 on 2026-12-21; an agent has one a date",
        ":4: unknown agent 'a01'; did you mean 'a021'?",
        ":5: '21/12/2026' is not a date; write it as 2026-12-21",
        ":6: unknown shift 'days'; did you mean 'day'?",
        f":7: the end {start} is not after the start {end}",
        ":8: the shift starts on 2026-12-21 in America/Los_Angeles; its date is that day, not 2026-12-22",
        ":9: '8 am' is not a time; write it as 2026-12-21T08:00:00-08:00",
        ":10: -5 is not a number of minutes such as 480: whole and not negative",
    ]


def test_local_times_of_a_clock_change_are_named(tmp_path: Path) -> None:
    skipped = "a001,2026-03-08,day,2026-03-08T02:30,2026-03-08T11:00,,\n"
    doubled = "a001,2026-11-01,day,2026-11-01T01:30,2026-11-01T09:00,,\n"
    zone = "America/Los_Angeles"
    assert complaints(tmp_path, HEADER + skipped + doubled) == [
        f":2: 2026-03-08T02:30 does not exist in {zone}, whose clocks skip it; give the time with its offset",
        f":3: 2026-11-01T01:30 exists twice in {zone}; give the time with its offset",
    ]


def test_overlapping_activities_are_named(tmp_path: Path) -> None:
    file = written(tmp_path, HEADER + ROW)
    rows = "agent,start,end,activity\n"
    rows += "a001,2026-12-21T08:00:00-08:00,2026-12-21T10:15:00-08:00,queue:calls-en\n"
    rows += "a001,2026-12-21T10:00:00-08:00,2026-12-21T10:15:00-08:00,break:rest\n"
    beside = tmp_path / "activities.csv"
    beside.write_text(rows, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_roster(file, OPERATION)
    told = "break:rest of a001 begins before queue:calls-en ends; an agent does one thing at a time"
    assert caught.value.complaints == (f"{beside}:3: {told}",)


def test_a_roster_edited_since_it_was_written_says_so(tmp_path: Path) -> None:
    write(tmp_path / "week", fake_answer())
    file = tmp_path / "week" / "roster.csv"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(lines[:-1]), encoding="utf-8")
    assert read_roster(tmp_path / "week", OPERATION).edited


def test_an_empty_file_and_a_broken_summary_are_named(tmp_path: Path) -> None:
    file = written(tmp_path, "")
    summary = tmp_path / "summary.json"
    summary.write_text("[]", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_roster(file, OPERATION)
    columns = "'agent', 'date', 'shift', 'start', 'end'"
    assert caught.value.complaints == (
        f"{file}:1: no column {columns}; the first line names agent,date,shift,start,end",
        f"{summary}:1: not a summary; it wants one object",
    )


def test_a_horizon_that_is_not_whole_weeks_is_named(tmp_path: Path) -> None:
    file = written(tmp_path, HEADER + ROW)
    horizon = {"start": "2026-12-21T00:00:00-08:00", "end": "2026-12-26T00:00:00-08:00"}
    summary = tmp_path / "summary.json"
    summary.write_text(json.dumps({"horizon": horizon}), encoding="utf-8")
    with pytest.raises(InputError, match="its horizon 2026-12-21 to 2026-12-26 is not whole weeks in America"):
        read_roster(file, OPERATION)


def test_a_roster_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"roster\.csv: no such roster; name a report folder or a roster file"):
        read_roster(tmp_path, OPERATION)
