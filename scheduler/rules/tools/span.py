"""Limits that hold an amount between `min` and `max`, of which either may be left out."""

from __future__ import annotations

from typing import Any

from pydantic import model_validator

from scheduler.rules.rule import Limit


class SpanLimit(Limit):
    """A limit with the settings `min` and `max`: at least one is given, and min is at most max."""

    @model_validator(mode="before")
    @classmethod
    def _wants_a_table(cls, settings: Any) -> Any:
        if not isinstance(settings, dict):
            raise ValueError(f"a bare {settings!r} does not say whether it is the min or the max")
        return settings

    @model_validator(mode="after")
    def _is_ordered(self) -> SpanLimit:
        low, high = getattr(self, "min", None), getattr(self, "max", None)
        if low is None and high is None:
            raise ValueError("neither min nor max is given")
        if low is not None and high is not None and low > high:
            raise ValueError(f"min {low:g} is above max {high:g}")
        return self
