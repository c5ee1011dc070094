"""What a solve was asked, in a few words: enough to ask it again on the same files."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from scheduler.clock import Horizon
from scheduler.operation import Operation

BENEATH = ("ortools", "numpy", "numba", "scipy")
"""Packages whose versions may change which roster is found."""


def manifest(operation: Operation, horizon: Horizon, asked: dict[str, Any]) -> dict[str, Any]:
    """The options of the command as `asked`, the horizon, the versions, and a mark of the history that was read."""
    return {
        "from": str(horizon.first),
        "weeks": horizon.weeks,
        **asked,
        "history": history_mark(operation),
        "python": ".".join(map(str, sys.version_info[:3])),
        "packages": {name: _version(name) for name in BENEATH},
    }


def forecasts_chosen(operation: Operation, named: Sequence[str]) -> list[str]:
    """Forecast files that were named on the command line, by their names inside the workspace; none: all are read."""
    return [name for name in operation.inputs if not name.startswith("config/")] if named else []


def history_mark(operation: Operation) -> str:
    """sha256 over what was worked and held before, whichever files or earlier reports it came from."""
    rows = sorted((row.agent, str(row.day), row.shift, str(row.start), str(row.end)) for row in operation.history)
    rows += sorted((row.cover, row.tier, row.agent, str(row.start), str(row.end)) for row in operation.duty_history)
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:  # a report is made again on a machine without the solver
        return ""
