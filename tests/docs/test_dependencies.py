"""Every dependency has its line in docs/dependencies.md, and no line is left over."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=!~ \[]", line, maxsplit=1)[0] for line in requirements}


def test_every_dependency_says_why_it_is_there() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    page = (ROOT / "docs" / "dependencies.md").read_text()
    rows = set(re.findall(r"^\| ([a-z0-9-]+) \|", page, re.M)) - {"package"}
    assert rows == names(project["dependencies"])
    last = page.partition("For tests:")[2]
    assert all(name in last for name in names(project["optional-dependencies"]["test"]))


def test_every_dependency_has_a_lower_bound() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert all(">=" in line for line in project["dependencies"])
