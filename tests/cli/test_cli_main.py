"""The command group: what it lists, how it fails, and that help stays quick."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import scheduler.cli
from scheduler.cli import main
from scheduler.errors import Conflict, InputError, NoRoster


def with_command(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    @click.command("fail")
    def fail() -> None:
        raise error

    monkeypatch.setattr(scheduler.cli.Commands, "get_command", lambda self, context, name: fail)


@pytest.mark.parametrize(
    ("error", "status", "text"),
    [
        (InputError(["a.csv:2: bad", "b.csv:3: worse"]), 2, "Error: a.csv:2: bad\nError: b.csv:3: worse\n"),
        (NoRoster("no roster in 1 s"), 1, "Error: no roster in 1 s\n"),
        (Conflict("a1: time_off, fixed\ndrop the pin"), 3, "Error: a1: time_off, fixed\ndrop the pin\n"),
    ],
    ids=["input", "no roster", "conflict"],
)
def test_the_users_faults_are_lines_and_a_status(
    monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, text: str
) -> None:
    with_command(monkeypatch, error)
    result = CliRunner().invoke(main, ["fail"])
    assert (result.exit_code, result.stderr, result.stdout) == (status, text, "")


def test_bugs_keep_their_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    with_command(monkeypatch, ZeroDivisionError("oops"))
    assert isinstance(CliRunner().invoke(main, ["fail"]).exception, ZeroDivisionError)


def test_version() -> None:
    result = CliRunner().invoke(main, ["--version"])
    assert (result.exit_code, result.output) == (0, f"scheduler, version {scheduler.__version__}\n")


def test_an_unknown_command_is_a_usage_error() -> None:
    result = CliRunner().invoke(main, ["slove"])
    assert result.exit_code == 2
    assert "No such command 'slove'" in result.stderr


def test_help_lists_commands_and_not_their_helpers() -> None:
    listed = main.list_commands(click.Context(main))
    assert {"solve", "compare"} <= set(listed)
    assert not {"options", "ticker", "signals"} & set(listed)


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["solve", "--help"], ["--version"]], ids=" ".join)
def test_help_loads_neither_solver_nor_tables(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom scheduler.cli import main\n"
        f"main({arguments!r}, standalone_mode=False)\n"
        "heavy = {'ortools', 'pandas', 'numba', 'plotly', 'scipy'} & set(sys.modules)\nassert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    result = CliRunner().invoke(main, ["solve", "-C", str(gone)])
    assert result.exit_code == 2
    assert result.stderr == f"Error: {gone}: no such folder; `scheduler init {gone}` makes a workspace there\n"


def test_a_time_limit_is_a_number_of_seconds(tmp_path: Path) -> None:
    for said in ("nan", "inf"):
        result = CliRunner().invoke(main, ["solve", "-C", str(tmp_path), "--time-limit", said])
        assert result.exit_code == 2
        assert "is no number of" in result.output
