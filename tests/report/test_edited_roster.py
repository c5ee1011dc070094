"""A roster that breaks limits or was edited since it was solved is told as one: nothing proved of it, nothing saved."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from report_case import run
from tiny_workspace import tiny_workspace

LEAST = "[full]\nhours_week = { min = 16, max = 40 }\nrest_hours = 11\n"
SHORT = ("--deterministic", "--iterations", "5")


@pytest.fixture
def week(tmp_path: Path) -> Path:
    """Everybody works two days at least; Ada, Ben and Cy have no wishes, so 0 points are the optimum of wishes."""
    root = tiny_workspace(tmp_path)
    (root / "config/contracts.toml").write_text(LEAST)
    result = run("solve", "-C", root, *SHORT, "--goals", "wishes", "--out", root / "week")
    assert result.exit_code == 0, result.output
    return root / "week"


def told(week: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((week / "summary.json").read_text(encoding="utf-8"))
    return found


def without(week: Path, agent: str) -> None:
    """Take all the shifts and activities of an agent out."""
    for name in ("roster.csv", "activities.csv"):
        rows = (week / name).read_text(encoding="utf-8").splitlines(keepends=True)
        (week / name).write_text("".join(row for row in rows if not row.startswith(f"{agent},")), encoding="utf-8")


def headline(week: Path) -> str:
    text = (week / "index.html").read_text(encoding="utf-8")
    return text.partition('<p class="status ')[2].partition("</p>")[0]


def test_a_roster_that_breaks_limits_is_no_solution(week: Path) -> None:
    """Ada works none of her 16 hours: one limit is broken. It was `optimal` with gap 0, as that costs nothing."""
    assert (told(week)["status"], told(week)["solved"]) == ("optimal", True)
    without(week, "a1")
    result = run("report", week, "-C", week.parent)
    again = json.loads(run("report", week, "-C", week.parent, "--json").stdout)
    assert (again["status"], again["edited"], again["limits_broken"]) == ("no_roster", True, 1)
    found = told(week)
    assert len(found["violations"]) == 1
    wanted = ("no_roster", False, None, None, None, {}, [])
    assert tuple(found[key] for key in ("status", "solved", "bound", "gap", "stopped_by", "bounds", "story")) == wanted
    assert headline(week) == 'no_roster">Not a legal roster · breaks 1 limit · edited since it was solved'
    assert "Not a legal roster · breaks 1 limit · edited since it was solved\n" in result.stdout
    assert result.stdout.startswith("service            not known of this roster; `scheduler simulate` tells it\n")
    page = (week / "index.html").read_text(encoding="utf-8").partition("<main")[2].partition("<script")[0]
    assert "could still be saved" not in page
    assert "No legal roster" not in page
    assert "It breaks limits, so it says nothing of what a legal roster costs." in page


def test_an_edit_that_is_taken_back_has_its_proof_back(week: Path) -> None:
    before, kept = told(week), {name: (week / name).read_bytes() for name in ("roster.csv", "activities.csv")}
    without(week, "a1")
    assert run("report", week, "-C", week.parent).exit_code == 0
    for name, content in kept.items():
        (week / name).write_bytes(content)
    assert run("report", week, "-C", week.parent).exit_code == 0
    after = told(week)
    for key in ("status", "solved", "bound", "gap", "bounds", "stopped_by", "story", "points"):
        assert after[key] == before[key], key
    assert "edited" not in after


def test_an_edited_roster_that_keeps_all_limits_is_told_as_edited_also_elsewhere(week: Path) -> None:
    """Nothing is broken without the contract's least hours; the bound holds for every legal roster, the story does not.

    A copy of the report is written whole, so only the summary can say what its roster is.
    """
    without(week, "a1")
    (week.parent / "config/contracts.toml").write_text(LEAST.replace("min = 16, ", ""))
    assert run("report", week, "-C", week.parent).exit_code == 0
    assert run("report", week, "-C", week.parent, "--out", week.parent / "copy").exit_code == 0
    for folder in (week, week.parent / "copy"):
        found = told(folder)
        assert (found["violations"], found["story"], found["stopped_by"]) == ([], [], None)
        assert headline(folder).endswith("edited since it was solved")


def test_limits_given_up_when_it_was_solved_leave_a_roster_solved(tmp_path: Path) -> None:
    root = tiny_workspace(tmp_path)
    (root / "config/contracts.toml").write_text(LEAST.replace("min = 16, max = 40", "min = 100, max = 120"))
    result = run("solve", "-C", root, *SHORT, "--give-up", "--out", root / "week")
    assert result.exit_code == 0, result.output
    found = told(root / "week")
    assert found["violations"]
    assert found["solved"]
    assert found["bound"] is not None
    assert found["status"] in ("optimal", "feasible")
    assert "limits, given up when it was solved" in headline(root / "week")
