"""Solving on from a roster in hand: what fits stays, what does not is rostered anew, nothing gets worse."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from tiny_workspace import MONDAY, tiny_workspace

from scheduler.cli import main
from scheduler.clock import Horizon
from scheduler.load import load
from scheduler.model import SolveSettings
from scheduler.model.engine import Board, Searcher
from scheduler.model.fold import fold
from scheduler.model.unfold import unfold
from scheduler.operation import Leave
from scheduler.problem.pose import pose
from scheduler.roster import Roster
from scheduler.scenarios import run
from scheduler.staffing import staff

HORIZON = Horizon(MONDAY, 7, "UTC")
SHIFTS = (
    '[day]\nstart = { from = "08:00", to = "10:00" }\nhours = 6\nbreaks = [\n'
    '  { name = "rest", minutes = 15, between_hours = [1, 4] },\n'
    '  { name = "meal", minutes = 30, paid = false, between_hours = [2, 4] },\n]\n'
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tiny_workspace(tmp_path)
    (folder / "config" / "shifts.toml").write_text(SHIFTS)
    return folder


def test_folding_undoes_unfolding(root: Path) -> None:
    operation = load(root)
    problem = pose(operation, HORIZON, staff(operation, HORIZON))
    searcher = Searcher(problem, Board(), 1, 0.0)
    searcher.construct()
    best = searcher.board.best
    assert best is not None
    assert (best.pause >= 0).any()
    roster = unfold(operation, problem, best.letter, best.pause)
    letter, pause, without = fold(operation, problem, roster, best.pause.shape[2])
    assert without.size == 0
    assert np.array_equal(letter, best.letter)
    worked = best.letter >= 0
    assert np.array_equal(pause[worked], best.pause[worked])


def test_who_does_not_fit_any_more_is_rostered_anew(root: Path) -> None:
    operation = load(root)
    first = run(operation, HORIZON, SolveSettings(time_limit=0.5))
    someone = first.result.roster.duties[0]
    ill = replace(operation, leave=(Leave(someone.agent, "sick", MONDAY, HORIZON.last),))
    problem = pose(ill, HORIZON, staff(ill, HORIZON))
    row = [agent.id for agent in ill.agents].index(someone.agent)
    assert fold(ill, problem, first.result.roster, 2)[2].tolist() == [row]
    again = run(ill, HORIZON, SolveSettings(time_limit=0.5, start=first.result.roster))
    assert again.findings == ()
    assert all(duty.agent != someone.agent for duty in again.result.roster.duties)


def test_a_start_is_never_left_for_worse(root: Path) -> None:
    operation = load(root)
    first = run(operation, HORIZON, SolveSettings(time_limit=1))
    again = run(operation, HORIZON, SolveSettings(time_limit=0.3, start=first.result.roster))
    assert again.score.objective <= first.score.objective


def test_an_empty_start_is_a_solve_from_nothing(root: Path) -> None:
    operation = load(root)
    found = run(operation, HORIZON, SolveSettings(time_limit=0.5, start=Roster(())))
    assert found.result.roster.duties


def test_the_command_starts_from_a_report(root: Path) -> None:
    def said(*words: str) -> str:
        result = CliRunner().invoke(main, [*words, "-C", str(root)], catch_exceptions=False)
        return f"{result.exit_code} {result.stderr}"

    folder = str(root / "reports" / str(MONDAY))
    assert said("solve", "--time-limit", "0.5").startswith("0")
    assert said("solve", "--time-limit", "0.5", "--start", folder).startswith("0")
    wrong = said("solve", "--weeks", "2", "--start", folder)
    assert wrong.startswith("2")
    assert f"--start {folder}: a roster of 2026-12-21 to 2026-12-27; 2026-12-21 to" in wrong
