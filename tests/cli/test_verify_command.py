"""`solve --deterministic` and `verify`: the same roster each time, and a manifest that is enough to repeat a run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tiny_workspace import tiny_workspace

from scheduler.cli import main


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tiny_workspace(tmp_path)


def called(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "-C", str(root)])


def test_a_budget_gives_the_same_roster_and_verify_says_so(root: Path) -> None:
    for name in ("one", "two"):
        budget = ("--deterministic", "--iterations", "200", "--seed", "5")
        assert called(root, "solve", *budget, "--out", str(root / name)).exit_code == 0
    for file in ("roster.csv", "activities.csv"):
        assert (root / "one" / file).read_bytes() == (root / "two" / file).read_bytes()
    told = json.loads((root / "one" / "summary.json").read_text())["manifest"]
    assert (told["deterministic"], told["iterations"], told["seed"], told["time_limit"]) == (True, 200, 5, None)
    answer = called(root, "verify", str(root / "one"))
    assert answer.exit_code == 0
    assert "the same roster: " in answer.stdout


def test_what_changed_since_is_named(root: Path) -> None:
    out = str(root / "one")
    assert called(root, "solve", "--deterministic", "--iterations", "50", "--out", out).exit_code == 0
    agents = root / "config" / "agents.csv"
    before = agents.read_text()
    header, *rows = before.splitlines()
    joiner = f"{rows[0].replace('a1', 'zz', 1)},2027-06-01"
    for other in (before.replace("a1", "b1"), "\n".join([f"{header},from", *(f"{row}," for row in rows), joiner, ""])):
        agents.write_text(other)
        answer = called(root, "verify", out)
        assert answer.exit_code == 2
        assert "config/agents.csv: changed since" in answer.stderr


def test_another_name_is_no_change(root: Path) -> None:
    out = str(root / "one")
    assert called(root, "solve", "--deterministic", "--iterations", "50", "--out", out).exit_code == 0
    agents = root / "config" / "agents.csv"
    agents.write_text(agents.read_text().replace("Ada", "Ida"))
    answer = called(root, "verify", out)
    assert (answer.exit_code, "the same roster: " in answer.stdout) == (0, True)


def test_a_change_that_does_not_touch_the_horizon_is_none(root: Path) -> None:
    out = str(root / "one")
    assert called(root, "solve", "--deterministic", "--iterations", "50", "--out", out).exit_code == 0
    wishes = root / "config" / "wishes.csv"
    wishes.write_text("agent,date,wish,shift,weight\na1,2027-02-01,off,,7\n")
    answer = called(root, "verify", out)
    assert (answer.exit_code, "the same roster: " in answer.stdout) == (0, True)
    wishes.write_text("agent,date,wish,shift,weight\na1,2026-12-22,off,,7\n")
    answer = called(root, "verify", out)
    assert (answer.exit_code, "config/wishes.csv: changed since" in answer.stderr) == (2, True)


def test_a_folder_without_a_manifest_is_refused(root: Path) -> None:
    assert called(root, "verify", "nowhere").exit_code == 2
    assert called(root, "solve", "--time-limit", "0.3", "--out", str(root / "one")).exit_code == 0
    file = root / "one" / "summary.json"
    summary = json.loads(file.read_text())
    file.write_text(json.dumps({**summary, "manifest": {}}))
    answer = called(root, "verify", str(root / "one"))
    assert answer.exit_code == 2
    assert "no manifest" in answer.stderr


def test_the_clock_and_the_budget_exclude_each_other(root: Path) -> None:
    answer = called(root, "solve", "--deterministic", "--time-limit", "5")
    assert answer.exit_code == 2
    assert "takes no --time-limit" in answer.stderr
    assert called(root, "solve", "--iterations", "5").exit_code == 2
