"""The benchmark of pooled requirements: what counts as short, as missed, and as neither."""

from __future__ import annotations

from pathlib import Path

import pytest


def test_a_row_counts_days_and_queues(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three days: short and missed by one of three queues, short alone, and missed by two of three though not short."""
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2]))
    from benchmarks.pool_days import Agreement, PoolDay, by_part
    from benchmarks.pooling import Tried

    days = (
        PoolDay("a, b, c", "2026-12-21", 0.06, ("a",), 3, True, True),
        PoolDay("a, b, c", "2026-12-22", 0.01, (), 3, True, False),
        PoolDay("a, b, c", "2026-12-23", 0.004, ("a", "b"), 3),
        PoolDay("d", "2026-12-23", 0.5, (), 0),  # nothing to judge by
    )
    row = Tried("made", True, 1000, 12, 0.95, 0.5, days)
    assert row.cells() == ("made", "pooled", "1,000", "12.0", "95.0%", "2 of 3", "1 of 2", "1 of 2", "0.50")
    assert [(bar.value, bar.met) for bar in Agreement.of(days).bars()] == [
        (pytest.approx(200 / 3), False),
        (50, False),  # of two days with a miss one is short,
        (50, False),  # and shown
        (50, False),  # of two days shown one has a queue below its target
    ]
    assert [*by_part(days)][:3] == [("0.5%", "2", "1"), ("2.0%", "1", "1"), ("5.0%", "1", "1")]


@pytest.mark.parametrize(
    ("share", "leaving", "below"), [(0.81, 0.08, True), (0.81, 0.04, False), (0.79, 0.04, True), (0.79, 0.08, True)]
)
def test_a_queue_is_below_a_target_in_time_or_by_those_who_give_up(
    share: float, leaving: float, below: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """80 % in time are promised, and at most 5 % who give up."""
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2]))
    from benchmarks.pool_days import _below

    day = {"expected": share, "half_width": 0.01, "abandoned": leaving, "abandoned_half_width": 0.01}
    queue = {"target": 0.8, "most_abandoned": 0.05, "deferred": False, "days": {"2026-12-21": day}}
    assert _below(queue, "2026-12-21") == below
    assert not _below(queue, "2026-12-22")
