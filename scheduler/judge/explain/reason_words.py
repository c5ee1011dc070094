"""Reasons in the words that planners read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from scheduler.rules import RULES

N = TypeVar("N", int, float)


def in_words(reason: str) -> str:
    """A limit by what it says of those whom it keeps away: `on leave` for time_off. Other reasons are words already."""
    if reason not in RULES:
        return reason
    return RULES[reason].keeps_away or f"kept away by {reason}"


def by_number(counts: Mapping[str, N]) -> dict[str, N]:
    """Counts in order, the greatest first; equal ones by name."""
    return dict(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))
