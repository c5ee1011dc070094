"""`scheduler export`: into the report folder or elsewhere, for a site, and from calendar to calendar."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from icalendar import Calendar
from report_case import LAST, ROSTER, reported, run

from scheduler.load.rosters.written import written_files


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return reported(tmp_path)


def test_the_workbook_lies_in_the_report_folder(root: Path) -> None:
    result = run("export", root / "week", "-C", root, "--format", "xlsx")
    assert (result.exit_code, result.stdout) == (0, f"wrote {root}/week/roster.xlsx\n")
    assert (root / "week" / "roster.xlsx").read_bytes().startswith(b"PK")
    assert "roster.xlsx" in written_files(root / "week")


def test_a_sites_sheet_elsewhere(root: Path) -> None:
    out = root / "out" / "home.csv"
    result = run("export", root / "week", "-C", root, "--format", "csv", "--site", "home", "--out", out)
    assert result.exit_code == 0
    lines = out.read_text(encoding="utf-8").splitlines()
    assert lines[1] == "a1,Ada,2026-12-21,monday,day,08:00,16:00,,Home,UTC,"
    assert len(lines) == 6
    assert [path.name for path in out.parent.iterdir()] == ["home.csv"]


@pytest.mark.parametrize("out", [(), ("--out", "elsewhere")])
def test_calendars_remember_what_they_told(root: Path, out: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    folder = root / (out[1] if out else "week/calendars")
    assert run("export", "week", "--format", "ics", *out).exit_code == 0
    (root / "week" / "roster.csv").write_text(ROSTER.removesuffix(LAST), encoding="utf-8")
    result = run("export", "week", "--format", "ics", *out)
    assert result.stdout == f"wrote 3 calendars in {folder.relative_to(root)}\n"
    events = Calendar.from_ical((folder / "a1.ics").read_bytes()).walk("VEVENT")
    told = [(str(event["status"]), int(event["sequence"])) for event in events]
    assert told == [("CONFIRMED", 0)] * 4 + [("CANCELLED", 1)]


def test_a_new_report_takes_stale_exports_away_but_keeps_what_calendars_told(root: Path) -> None:
    run("export", root / "week", "-C", root, "--format", "ics")
    run("export", root / "week", "-C", root, "--format", "xlsx")
    assert run("report", root / "bare.csv", "-C", root, "--out", root / "week").exit_code == 0
    left = {path.relative_to(root / "week").as_posix() for path in (root / "week").rglob("*")}
    assert "roster.xlsx" not in left
    assert "calendars/a1.ics" not in left
    assert "calendars/.sequences.json" in left


def test_json_names_the_files(root: Path) -> None:
    result = run("export", root / "week", "-C", root, "--format", "csv", "--json")
    told = json.loads(result.stdout)
    assert told["files"] == [f"{root}/week/lead.csv"]
    assert told["agents"] == 3


def test_duty_csv_taken_away_is_told(root: Path) -> None:
    """Before, calendars without duties were handed on without a word."""
    mark = root / "week" / ".written.json"
    written = json.loads(mark.read_text())
    mark.write_text(json.dumps({**written, "files": {**written["files"], "duty.csv": "0" * 64}}))
    note = f"{root / 'week' / 'duty.csv'}: taken away since it was written, so nobody is named for a duty"
    done = run("export", root / "week", "-C", root, "--format", "ics", "--json")
    assert (done.exit_code, json.loads(done.stdout)["notes"].count(note)) == (0, 1)


def test_a_folder_in_place_of_a_file_is_named(root: Path) -> None:
    result = run("export", root / "week", "-C", root, "--format", "xlsx", "--out", root / "config", "--with-violations")
    told = f"Error: {root / 'config'}: a folder, not a file; name the file to write\n"
    assert (result.exit_code, result.stderr) == (2, told)


def test_an_unknown_site_is_named(root: Path) -> None:
    result = run("export", root / "week", "-C", root, "--format", "csv", "--site", "hme")
    assert (result.exit_code, result.stderr) == (2, "Error: --site: unknown site 'hme'; did you mean 'home'?\n")


LONG = "a1,2026-12-26,day,2026-12-26T08:00:00+00:00,2026-12-26T16:00:00+00:00,home,480\n"
"""The sixth day of a contract of 40 hours."""


@pytest.mark.parametrize("kind", ["xlsx", "ics", "csv"])
def test_a_roster_that_breaks_limits_is_not_handed_on(root: Path, kind: str) -> None:
    week = root / "week"
    (week / "roster.csv").write_text(ROSTER + LONG, encoding="utf-8")
    before = sorted(path.name for path in week.iterdir())
    result = run("export", week, "-C", root, "--format", kind)
    assert (result.exit_code, result.stdout) == (3, "")
    assert "Error: the roster breaks limits, so it is not handed on; `--with-violations` hands it on" in result.stderr
    assert "hours_week (1)\n  a1 " in result.stderr
    assert sorted(path.name for path in week.iterdir()) == before
    told = json.loads(run("export", week, "-C", root, "--format", kind, "--json").stdout)
    assert (told["files"], told["limits_broken"], told["findings"][0]["rule"]) == ([], 1, "hours_week")
    assert run("export", week, "-C", root, "--format", kind, "--with-violations").exit_code == 0


def test_report_draws_a_roster_that_breaks_limits_with_them_first(root: Path) -> None:
    (root / "week" / "roster.csv").write_text(ROSTER + LONG, encoding="utf-8")
    assert run("report", root / "week", "-C", root).exit_code == 0
    main = (root / "week" / "index.html").read_text(encoding="utf-8").partition("<main")[2]
    assert main.index('<section id="findings"') == main.index("<section")


def test_limits_that_a_solve_gave_up_count_as_kept(root: Path) -> None:
    """Six pinned days break 40 hours, and --give-up accepts that; a seventh shift is more than was given up."""
    days = [f"a1,2026-12-{day},day,,\n" for day in range(21, 27)]
    (root / "config/fixed.csv").write_text("agent,date,shift,start,end\n" + "".join(days), encoding="utf-8")
    words = ("solve", "-C", root, "--give-up", "--time-limit", "1", "--out", root / "given")
    assert run(*words).exit_code == 0
    summary = json.loads((root / "given" / "summary.json").read_text(encoding="utf-8"))
    assert [row["accepted"] for row in summary["violations"]] == [True]
    export = ("export", root / "given", "-C", root, "--format", "csv")
    assert run(*export).exit_code == 0
    assert run("report", root / "given", "-C", root).exit_code == 0
    assert run(*export).exit_code == 0
    file = root / "given" / "roster.csv"
    more = LONG.replace("2026-12-26", "2026-12-27")
    file.write_text(file.read_text(encoding="utf-8") + more, encoding="utf-8")
    assert run(*export).exit_code == 3
    assert run("report", root / "given", "-C", root).exit_code == 0
    assert run(*export).exit_code == 3
