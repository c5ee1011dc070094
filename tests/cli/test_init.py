"""`scheduler init` lays out a workspace that loads without a complaint, and overwrites nothing."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from scheduler.cli import main
from scheduler.load import choose_horizon, load


def test_the_starter_is_understood_without_a_complaint_or_a_warning(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    result = CliRunner().invoke(main, ["init", str(folder)])
    assert result.exit_code == 0, result.output
    assert f"Next: scheduler validate -C {folder}" in result.output
    operation = load(folder)
    assert (len(operation.agents), len(operation.sites), len(operation.queues)) == (12, 2, 3)
    assert operation.warnings == ()
    assert str(choose_horizon(operation, None).first) == "2027-01-11"
    assert (folder / "reports").is_dir()


def test_existing_files_are_named_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config/agents.csv").write_text("mine\n")
    result = CliRunner().invoke(main, ["init", str(tmp_path)])
    assert result.exit_code == 2
    file = tmp_path / "config/agents.csv"
    assert result.stderr == f"Error: {file}: already exists; name a new folder, or move it away\n"
    assert [path.name for path in tmp_path.rglob("*.*")] == ["agents.csv"]
    assert file.read_text() == "mine\n"


def test_json_lists_the_files(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["init", str(tmp_path / "mine"), "--json"])
    answer = json.loads(result.stdout)
    assert "config/operation.toml" in answer["files"]
    assert all((tmp_path / "mine" / name).is_file() for name in answer["files"])


def test_each_operation_has_an_id_of_its_own(tmp_path: Path) -> None:
    """Both have an agent A01, whose events calendars should not take for one another."""
    for name in ("one", "two"):
        assert CliRunner().invoke(main, ["init", str(tmp_path / name)]).exit_code == 0
    one, two = (load(tmp_path / name) for name in ("one", "two"))
    assert len(one.id) == len(two.id) == 16
    assert one.id != two.id
