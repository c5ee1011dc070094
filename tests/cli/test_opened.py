"""A report folder is opened with the inputs that it was made with, and says so when they are others today."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from report_case import run
from tiny_workspace import MONDAY, tiny_workspace

import scheduler.scenarios
from scheduler.rules.rule import Finding

HIRE = 'description = "One more"\n[agents]\nadd = [{ agent = "new", like = "a1" }]\nremove = ["a2", "a3"]\n'
WISHES = "agent,date,wish,shift,weight\n"
SHORT = ("--deterministic", "--iterations", "5")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = tiny_workspace(tmp_path)
    (made / "config/scenarios/hire.toml").write_text(HIRE, encoding="utf-8")
    return made


def solved(root: Path, *words: str) -> Path:
    result = run("solve", "-C", root, *SHORT, *words, "--out", root / "week")
    assert result.exit_code == 0, result.output
    return root / "week"


def summary(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize(
    "words", [("check",), ("explain",), ("simulate", "--replications", "1"), ("report",), ("export", "--format", "ics")]
)
def test_a_scenarios_folder_is_opened_with_it(root: Path, words: tuple[str, ...]) -> None:
    """The scenario's new person is in the roster, and is nobody in the plan as it is."""
    week = solved(root, "--scenario", "hire")
    assert "new," in (week / "roster.csv").read_text(encoding="utf-8")
    result = run(words[0], week, *words[1:], "-C", root)
    assert result.exit_code == 0, result.output
    assert "Note: with scenario 'hire', as the roster was made\n" in result.stderr
    assert "not as it was" not in result.stderr
    assert summary(week)["manifest"]["scenario"] == "hire"


def test_the_figures_of_a_scenarios_folder_are_those_of_its_solve(root: Path) -> None:
    """A tenth of the calls asks for fewer hours; before, the roster was counted against all of them."""
    week = solved(root, "--scenario", "quiet")
    told = summary(week)
    assert json.loads(run("check", week, "-C", root, "--json").stdout)["objective"] == told["objective"]
    other = run("check", week, "-C", root, "--scenario", "base", "--json")
    notes = json.loads(other.stdout)["notes"]
    assert "judged with scenario 'base'; the roster was made with 'quiet'" in notes
    assert [note for note in notes if note.startswith("not as it was when the roster was made: config/scenarios/quiet")]


def test_a_report_by_other_inputs_is_no_manifest_of_a_solve(root: Path) -> None:
    """Before, `verify` solved again by the inputs of the report, and called the roster another."""
    week = solved(root)
    assert run("report", week, "-C", root).exit_code == 0
    assert summary(week)["manifest"]["seed"] == 1
    assert run("report", week, "-C", root, "--scenario", "quiet").exit_code == 0
    assert summary(week)["manifest"] == {"scenario": "quiet", "forecast": []}
    assert "only reports of `solve` have one" in run("verify", week, "-C", root).stderr


def test_a_roster_file_in_a_report_folder_is_opened_as_the_folder(root: Path) -> None:
    assert run("check", solved(root, "--scenario", "hire") / "roster.csv", "-C", root).exit_code == 0


def test_a_bare_roster_rendered_with_a_scenario_remembers_it(root: Path) -> None:
    bare = root / "bare.csv"
    bare.write_bytes((solved(root, "--scenario", "hire") / "roster.csv").read_bytes())
    words = ("report", bare, "-C", root, "--out", root / "made")
    assert run(*words).exit_code == 2
    assert run(*words, "--scenario", "hire").exit_code == 0
    assert run("check", root / "made", "-C", root).exit_code == 0
    assert "only reports of `solve` have one" in run("verify", root / "made", "-C", root).stderr


def test_a_scenario_that_is_no_more_is_named(root: Path) -> None:
    week = solved(root, "--scenario", "hire")
    (root / "config/scenarios/hire.toml").unlink()
    result = run("check", week, "-C", root)
    told = (
        f"Error: {week}/summary.json: made with config/scenarios/hire.toml, which is not there; put it back, or judge "
        "the roster by another with `--scenario NAME`, `base` for the plan as it is\n"
    )
    assert (result.exit_code, result.stderr) == (2, told)


def test_a_manifest_that_is_none_is_refused_in_words(root: Path) -> None:
    week = solved(root)
    for manifest in ([], {"scenario": 3}, {"forecast": "calls.csv"}):
        (week / "summary.json").write_text(json.dumps({**summary(week), "manifest": manifest or "x"}))
        result = run("check", week, "-C", root)
        assert (result.exit_code, "its manifest is not as it was written" in result.stderr) == (2, True)


def test_forecasts_that_were_chosen_are_chosen_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other file has values for the same intervals: together they are refused."""
    (root / "forecasts/high.csv").write_bytes((root / "forecasts/calls.csv").read_bytes())
    monkeypatch.chdir(root / "forecasts")
    week = solved(root, "--forecast", "calls.csv")
    monkeypatch.chdir(root)
    assert summary(week)["manifest"]["forecast"] == ["forecasts/calls.csv"]
    result = run("check", week)
    assert result.exit_code == 0, result.output
    assert "Note: forecasts read, as the roster was made: forecasts/calls.csv\n" in result.stderr


def test_a_change_outside_the_horizon_changes_nothing(root: Path) -> None:
    week = solved(root)
    before = summary(week)
    (root / "config/wishes.csv").write_text(WISHES + "a1,2027-02-01,off,,7\n", encoding="utf-8")
    result = run("report", week, "-C", root)
    assert "not as it was" not in result.stderr
    after = summary(week)
    kept = ("objective", "bound", "gap", "bounds", "story", "fingerprint")
    assert {key: after[key] for key in kept} == {key: before[key] for key in kept}


def test_a_change_within_the_horizon_is_named_and_takes_bound_gap_and_story(root: Path) -> None:
    week = solved(root)
    (root / "config/wishes.csv").write_text(WISHES + "a1,2026-12-21,work,,7\na2,2026-12-21,work,,7\n", encoding="utf-8")
    told = (
        "Note: not as it was when the roster was made: config/wishes.csv; the roster is judged by today's files, "
        "and bound, gap and story of its solve are left out\n"
    )
    for command in ("check", "explain", "report"):
        assert told in run(command, week, "-C", root).stderr
    after = summary(week)
    assert (after["bound"], after["gap"], after["bounds"], after["story"]) == (None, None, {}, [])
    assert "How few are possible is not proved" in (week / "index.html").read_text(encoding="utf-8")


def test_other_history_is_named_without_a_file(root: Path) -> None:
    week = solved(root)
    text = (week / "roster.csv").read_text(encoding="utf-8").replace("2026-12-2", "2026-12-1")
    early = root / "reports" / "2026-12-14"
    early.mkdir(parents=True)
    lines = [line for line in text.splitlines(True) if line[:2] != "a1"]
    (early / "roster.csv").write_text("".join(lines), encoding="utf-8")
    span = {"start": "2026-12-14T00:00:00+00:00", "end": "2026-12-21T00:00:00+00:00"}
    (early / "summary.json").write_text(json.dumps({"horizon": span}))
    stderr = run("check", week, "-C", root).stderr
    assert "not as it was when the roster was made: what was worked before, as earlier reports say;" in stderr


def test_a_refused_roster_remembers_its_scenario(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Finding("rest_hours", "a1", MONDAY, "a1 rests 9 hours, 11 are asked for", 9, "hours", "contract full")
    with monkeypatch.context() as patch:
        patch.setattr(scheduler.scenarios, "check", lambda operation, horizon, roster: (broken,))
        assert run("solve", "-C", root, *SHORT, "--scenario", "hire", "--out", root / "week").exit_code == 1
    assert run("check", root / "week.rejected", "-C", root).exit_code == 0


def test_a_solve_may_go_on_from_a_scenarios_folder(root: Path) -> None:
    """Before, the new person's rows were refused as unknown."""
    week = solved(root, "--scenario", "hire")
    result = run("solve", "-C", root, *SHORT, "--start", week, "--out", root / "on")
    assert result.exit_code == 0, result.output
    assert f"Note: --start {week}: made with scenario 'hire', and gone on from with 'base'\n" in result.stderr
    assert "new," not in (root / "on/roster.csv").read_text(encoding="utf-8")
    (root / "config/scenarios/hire.toml").unlink()
    result = run("solve", "-C", root, *SHORT, "--start", week, "--out", root / "on", "--force")
    assert result.exit_code == 2
    assert "hire.toml, which is not there; put it back, or start from another roster\n" in result.stderr
