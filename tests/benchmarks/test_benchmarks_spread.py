"""The sample as it was, solved with several seeds: its data stay, and two commits are compared by their spread."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scheduler.load import load

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _from_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))


def test_the_sample_as_it_was_is_read_whole() -> None:
    """120 agents, 20 queues, five duties of one tier each."""
    from benchmarks.spread import BEFORE

    operation = load(BEFORE)
    assert (len(operation.agents), len(operation.queues)) == (120, 20)
    assert [(cover.tiers, cover.block) for cover in operation.cover] == [(None, "any")] * 5


def test_points_other_than_cover_are_compared_with_the_most_of_another_commit(tmp_path: Path) -> None:
    """Before: 30 and 50 points beside cover. Now 40 and 60: the mean, 50, is within; 40 and 62 is beyond."""
    from benchmarks.spread import bars, earlier, numbers, rows

    assert numbers("1-3,7") == [1, 2, 3, 7]
    file = tmp_path / "before.json"
    file.write_text(json.dumps({"figures": {"1": run(7, 30), "2": run(0, 50)}}), encoding="utf-8")
    fine, worse = {1: run(9, 40), 2: run(0, 60)}, {1: run(9, 40), 2: run(0, 62)}
    assert [bar.met for bar in bars(fine, earlier(file))] == [True, True]
    assert [bar.met for bar in bars(worse, earlier(file))] == [True, False]
    assert [bar.met for bar in bars(worse, earlier(None))] == [True]
    assert [*rows(fine)] == [
        ("seed 1", "9", "40", "40", "0"),
        ("seed 2", "0", "60", "60", "0"),
        ("least", "0", "40", "40", "0"),
        ("mean", "4", "50", "50", "0"),
        ("most", "9", "60", "60", "0"),
    ]


def run(cover: int, short: int) -> dict[str, object]:
    return {"points": {"cover": cover, "short": short}, "findings": 0}
