"""The benchmark of pooled requirements: what counts as short, as missed, and as neither."""

from __future__ import annotations

from pathlib import Path

import pytest


def test_a_row_counts_days_and_queues(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three days: short and missed by one of three queues, short alone, and missed by two of three though not short."""
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2]))
    from benchmarks.pooling import PoolDay, Tried

    days = (
        PoolDay(0, "2026-12-21", True, ("a",), 3),
        PoolDay(0, "2026-12-22", True, (), 3),
        PoolDay(0, "2026-12-23", False, ("a", "b"), 3),
        PoolDay(1, "2026-12-23", True, (), 0),  # nothing to judge by
    )
    row = Tried("made", True, 1000, 12, 0.95, 0.5, days)
    assert row.cells() == ("made", "pooled", "1,000", "12.0", "95.0%", "2 of 3", "1 of 2", "1 of 2", "0.50")
