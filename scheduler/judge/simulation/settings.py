"""How to simulate: how often, with which seed, and what is left to chance."""

from __future__ import annotations

from dataclasses import dataclass

WORKERS = 2
"""Threads; the event loop runs without Python's lock. The figures do not depend on their number."""


@dataclass(frozen=True)
class SimulationSettings:
    """One seed gives the same contacts whatever the roster, so that two rosters face the same days."""

    replications: int = 20
    seed: int = 1
    absence: float | None = None
    """Chance that a rostered shift is not worked at all; None takes each queue's own `absence`."""
    forecast_error: float = 0.0
    """Coefficient of variation of one factor a day (Gamma, mean 1) on all queues' volume."""
    handle_cv: float | None = None
    """Coefficient of variation of lognormal handle times; None is exponential."""
