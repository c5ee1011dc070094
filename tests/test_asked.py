"""What `solve` is asked reaches the solver."""

from __future__ import annotations

import threading
from dataclasses import asdict, fields
from pathlib import Path

import pytest
from click.testing import CliRunner
from tiny_workspace import MONDAY, tiny_workspace

from scheduler.cli import main
from scheduler.cli.asked import Asked
from scheduler.model.settings import SolveSettings
from scheduler.roster import Roster

LUNCH = 'breaks = [{ name = "lunch", minutes = 30, paid = false, between_hours = [3, 5] }]\n'
ASKED = Asked((), None, ("short",), False, True, True, 7, 3.0, 5, 4, lexicographic=True, tidy=True)


def test_each_option_reaches_the_setting_of_its_name() -> None:
    start, stop = Roster(()), threading.Event()
    found = ASKED.settings(start, stop)
    assert (found.only_goals, found.start, found.stop) == (("short",), start, stop)
    names = {field.name for field in fields(SolveSettings)} & set(asdict(ASKED)) - {"start"}
    assert {name: getattr(found, name) for name in names} == {name: getattr(ASKED, name) for name in names}
    assert names >= {"time_limit", "workers", "seed", "give_up", "iterations", "lexicographic", "tidy"}


@pytest.mark.parametrize("breaks", ["", LUNCH], ids=["no breaks", "a lunch"])
def test_the_option_tidy_frees_a_shift_that_serves_nothing(breaks: str, tmp_path: Path) -> None:
    """All that is required is served, and the roster gone on from has one shift more. Its breaks are unknown."""
    root = tiny_workspace(tmp_path)
    (root / "config" / "shifts.toml").write_text('[day]\nstart = "08:00"\nhours = 8\n' + breaks)
    least = solved(root)
    report = root / "reports" / str(MONDAY) / "roster.csv"
    given = tmp_path / "given.csv"
    given.write_text("\n".join([*report.read_text("utf-8").splitlines(), one_more(report.read_text("utf-8")), ""]))
    assert solved(root, "--start", str(given)) == least + 1
    assert solved(root, "--start", str(given), "--tidy") == least


def solved(root: Path, *words: str) -> int:
    """How many shifts the roster has."""
    asked = ["solve", "-C", str(root), "--deterministic", "--iterations", "5", *words]
    result = CliRunner().invoke(main, asked, catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    return len((root / "reports" / str(MONDAY) / "roster.csv").read_text("utf-8").splitlines()) - 1


def one_more(roster: str) -> str:
    """A shift for an agent on a day without any, on which another works."""
    rows = [row.split(",") for row in roster.splitlines()[1:]]
    taken = {(row[0], row[1]) for row in rows}
    agents, days = ("a1", "a2", "a3"), sorted({row[1] for row in rows})
    few = next(agent for agent in agents if sum(row[0] == agent for row in rows) < 5)
    day = next(day for day in days if (few, day) not in taken)
    return ",".join([few, *next(row for row in rows if row[1] == day)[1:]])
