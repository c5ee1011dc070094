"""A roster that the solver found and the check refuses is kept, and told as a bug."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from tiny_workspace import MONDAY, tiny_workspace

import scheduler.scenarios
from scheduler.cli import main
from scheduler.history import earlier_reports
from scheduler.load import load
from scheduler.rules.rule import Finding

BROKEN = Finding("rest_hours", "a1", MONDAY, "a1 rests 9 hours, 11 are asked for", 9, "hours", "contract full")


def test_a_refused_roster_is_written_beside_with_its_limits(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    root = tiny_workspace(tmp_path)
    monkeypatch.setattr(scheduler.scenarios, "check", lambda operation, horizon, roster: (BROKEN,))
    words = ("solve", "-C", str(root), "--deterministic", "--iterations", "1")
    result = CliRunner().invoke(main, words, catch_exceptions=False)
    folder = root / "reports" / f"{MONDAY}.rejected"
    assert result.exit_code == 1
    assert [kept.name for kept in (root / "reports").iterdir()] == [folder.name]
    assert "2026-12-21" in (folder / "roster.csv").read_text()
    assert "bug of the solver: please report it" in result.stderr
    assert f"rest_hours: {BROKEN.message}" in result.stderr
    assert str(folder) in result.stderr
    assert not earlier_reports(load(root).root)
