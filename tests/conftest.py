"""Compile the search once, before any test whose output or time limit would notice."""

from __future__ import annotations

import pytest

from scheduler.model.warm import warm_up


@pytest.fixture(scope="session", autouse=True)
def _compiled() -> None:
    warm_up(lambda text: None)
