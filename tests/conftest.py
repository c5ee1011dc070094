"""Compile the search once, before any test whose output or time limit would notice; CI draws the same examples.

The simulation that ends every solve is played ten times only. One roster is judged for needless shifts only once,
and the templates of pages are compiled once.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from copy import deepcopy
from functools import partial

import pytest
from hypothesis import settings
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from scheduler.model.warm import warm_up
from scheduler.report.answer import service, summary
from scheduler.report.answer.answer import Answer
from scheduler.report.page import index
from scheduler.report.simulation import page as simulation_page

CONTACTS, FEWEST = service.CONTACTS, service.FEWEST
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


@pytest.fixture(autouse=True, scope="session")
def few_plays() -> Iterator[None]:
    """The simulation that ends a solve is played ten times, fewer than the program plays."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(service, "CONTACTS", 0)
        patch.setattr(service, "FEWEST", 10)
        yield


@pytest.fixture(autouse=True, scope="session")
def judged_once() -> Iterator[None]:
    """Needless hours and sharing are found once for the very same objects: many tests tell one made-up answer."""
    plain, known = summary.signed, dict[tuple[object, ...], tuple[object, dict[str, object]]]()

    def kept(answer: Answer) -> dict[str, object]:
        asked = (answer.operation, answer.requirement, answer.result.roster, answer.score, answer.kept, answer.signed)
        key = (*map(id, asked), answer.horizon, bool(answer.manifest.get("lexicographic")))
        if key not in known:
            known[key] = asked, plain(answer)  # the objects live on, so that no other has their ids
        return deepcopy(known[key][1])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(summary, "signed", kept)
        yield


class Compiled(BytecodeCache):
    """The code of templates, by name and content."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        code = self.known.get((bucket.key, bucket.checksum))
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.known[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


@pytest.fixture(autouse=True, scope="session")
def templates_compiled_once() -> Iterator[None]:
    """The program writes a page or two and compiles their templates for each; tests write hundreds."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (index, simulation_page):
            patch.setattr(module, "Environment", partial(module.Environment, bytecode_cache=Compiled()))
        yield


@pytest.fixture
def planners_plays(monkeypatch: pytest.MonkeyPatch) -> None:
    """The simulation that ends a solve is played as often as for a planner."""
    monkeypatch.setattr(service, "CONTACTS", CONTACTS)
    monkeypatch.setattr(service, "FEWEST", FEWEST)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Compile before pytest-xdist starts its workers, which then only load what is compiled."""
    if not hasattr(session.config, "workerinput") and not session.config.option.collectonly:
        warm_up(lambda text: None, day=True)
