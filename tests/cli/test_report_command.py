"""`scheduler report`: page and tables again, in place and elsewhere, a planner's edits kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from report_case import LAST, ROSTER, reported, run


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return reported(tmp_path)


def test_a_bare_roster_is_rendered_elsewhere_without_made_up_activities(root: Path) -> None:
    names = {path.name for path in (root / "week").iterdir()}
    tables = {"roster.csv", "requirement.csv", "coverage.csv", "cover.csv", "headcount.csv"}
    assert names == {*tables, "summary.json", "index.html", ".written.json"}
    assert (root / "week" / "roster.csv").read_text(encoding="utf-8") == ROSTER


def test_a_file_that_is_in_no_report_folder_wants_out(root: Path) -> None:
    result = run("report", root / "bare.csv", "-C", root)
    told = f"Error: {root}/bare.csv: not a roster.csv of a report folder; `--out DIR` says where to write\n"
    assert (result.exit_code, result.stderr) == (2, told)


def test_in_place_an_edited_roster_stays_and_is_recounted(root: Path) -> None:
    week = root / "week"
    before = json.loads((week / "summary.json").read_text(encoding="utf-8"))
    edited = ROSTER.removesuffix(LAST)
    (week / "roster.csv").write_text(edited, encoding="utf-8")
    result = run("report", week, "-C", root)
    after = json.loads((week / "summary.json").read_text(encoding="utf-8"))
    assert result.exit_code == 0
    assert "Note: the roster was edited since it was written" in result.stderr
    assert after["short_agent_hours"] == before["short_agent_hours"] + 8  # one agent's day of eight hours
    assert (week / "roster.csv").read_text(encoding="utf-8") == edited


def test_an_edited_roster_is_still_not_overwritten_after_its_report_was_renewed(root: Path) -> None:
    (root / "week" / "roster.csv").write_text(ROSTER.removesuffix(LAST), encoding="utf-8")
    assert run("report", root / "week", "-C", root).exit_code == 0
    again = run("report", root / "bare.csv", "-C", root, "--out", root / "week")
    assert again.exit_code == 2
    assert "roster.csv: edited since it was written" in again.stderr
    assert run("report", root / "bare.csv", "-C", root, "--out", root / "week", "--force").exit_code == 0


def test_json_names_the_files_and_the_figures(root: Path) -> None:
    result = run("report", root / "week", "-C", root, "--json")
    told = json.loads(result.stdout)
    assert told["report"] == str(root / "week")
    assert "index.html" in told["files"]
    assert "roster.csv" not in told["files"]
    assert told["limits_broken"] == 0


def test_changed_inputs_drop_the_bound_and_say_so(root: Path) -> None:
    (root / "config" / "wishes.csv").write_text(
        "agent,date,wish,shift,weight\na1,2026-12-21,off,,7\n", encoding="utf-8"
    )
    result = run("report", root / "week", "-C", root)
    told = "Note: not as it was when the roster was made: config/wishes.csv; the roster is judged by today's files\n"
    assert told in result.stderr


def test_a_roster_that_is_not_there_is_named(root: Path) -> None:
    result = run("report", root / "nowhere", "-C", root)
    assert result.exit_code == 2
    assert "no such roster; name a report folder or a roster file" in result.stderr


def test_a_roster_from_elsewhere_stays_one_when_rendered_again(root: Path) -> None:
    assert run("report", root / "week", "-C", root).exit_code == 0
    assert "A roster from elsewhere, recounted" in (root / "week" / "index.html").read_text(encoding="utf-8")
