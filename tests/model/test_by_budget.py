"""By a budget of iterations nothing depends on the clock: not the roster, not the bounds of single goals."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.load import choose_horizon, load
from scheduler.model import SolveSettings, solve
from scheduler.model.run import run
from scheduler.model.whole import tidied_duties
from scheduler.staffing import staff

PROVED, DEALT_TWICE = 7009, 7074
"""A week that is proved before its budget is used up, and one whose duties are dealt out once more in the end."""


@pytest.mark.parametrize("seed", [PROVED, DEALT_TWICE])
def test_however_often_the_threads_are_looked_at(seed, tmp_path, monkeypatch, few_turns):
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2]))
    from benchmarks.drawn import draw

    drawn = draw(seed, escalation=seed % 3 == 0)
    for name, text in drawn.files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    operation = load(tmp_path)
    horizon = choose_horizon(operation, drawn.first, drawn.weeks)
    needs, found = staff(operation, horizon), []
    for look, quick in ((0.0005, 0.0), (0.5, 1e9)):  # seconds between two looks; dealing out counts as dear, or never
        monkeypatch.setattr(run, "LOOK_SECONDS", look)
        monkeypatch.setattr(tidied_duties, "QUICK", quick)
        found.append(solve(operation, horizon, needs, SolveSettings(time_limit=1, iterations=30, workers=1)))
    one, other = found
    assert one.bounds == other.bounds
    assert one.bound == other.bound
    assert one.roster == other.roster
    assert one.stopped_by == other.stopped_by
