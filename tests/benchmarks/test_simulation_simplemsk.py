"""A published multi-skill floor (L'Ecuyer's SimpleMSK), in fewer days than `python -m benchmarks simplemsk` takes."""

from __future__ import annotations

from pathlib import Path

import pytest


def test_the_published_figures_lie_within_both_intervals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2]))
    from benchmarks.simplemsk import BARS, figures

    for name, (found, half) in figures(300).items():
        known, off = BARS[name]
        assert abs(found - known) <= off + half, name
