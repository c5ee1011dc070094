"""Budgets that are shorter than the program's, for tests whose law holds of a short plan as well."""

from __future__ import annotations

import pytest

from scheduler.model.escalation import evening
from scheduler.model.escalation.lines import planning


@pytest.fixture
def few_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan of duties has ten rounds, where the program has 40; six are enough for all that is drawn in tests."""
    monkeypatch.setattr(planning, "TURNS", 10)


@pytest.fixture
def few_exchanges(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan of duties is evened out by ten solves at most, where the program has 60; five are enough in tests."""
    monkeypatch.setattr(evening, "MOST", 10)
