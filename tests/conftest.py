"""Compile the search once, before any test whose output or time limit would notice; CI draws the same examples."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

from scheduler.model.warm import warm_up

settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Compile before pytest-xdist starts its workers, which then only load what is compiled."""
    if not hasattr(session.config, "workerinput") and not session.config.option.collectonly:
        warm_up(lambda text: None)
