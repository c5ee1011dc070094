"""The benchmark that holds the service of a report against many more simulations."""

from __future__ import annotations

from pathlib import Path

import pytest


def row(expected, offered, **days):
    return {"expected": expected, "offered": offered, "days": {day: {"expected": share} for day, share in days.items()}}


def test_busy_queues_are_compared_by_day_and_others_over_the_horizon(monkeypatch: pytest.MonkeyPatch) -> None:
    """100 contacts on two days are 50 a day; 99 are fewer."""
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2]))
    from benchmarks.service import compared

    told = {"queues": {"busy": row(0.8, 100, mon=0.80, tue=0.75), "quiet": row(0.9, 99, mon=0.5, tue=0.5)}}
    known = {"queues": {"busy": row(0.8, 100, mon=0.81, tue=0.80), "quiet": row(0.91, 99, mon=1.0, tue=1.0)}}
    found = [(one.queue, one.day, one.close) for one in compared(told, known)]
    assert found == [("busy", "mon", True), ("busy", "tue", False), ("quiet", "", True)]
