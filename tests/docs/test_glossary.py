"""The glossary names every room in reading order, every kind of term, and only files and names that exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import get_args

import pytest

from scheduler.goals.terms.spoken import Term

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "scheduler"
PAGE = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
WITH_ROOMS = ("rules", "goals", "load", "problem", "model", "judge", "report")
PATHS = sorted(set(re.findall(r"`([a-z_/*]+\.(?:py|toml))`", PAGE)))
NAMES = sorted(set(re.findall(r"`([A-Za-z_.]+)`, `([a-z_/]+\.py)`", PAGE)))


def rooms_under(heading: str) -> list[str]:
    """The first column of the table below a heading."""
    table = PAGE.split(f"`{heading}/`\n")[1].split("\n#")[0]
    return re.findall(r"^\| `([a-z_/]+)` \|", table, re.M)


def listed(folder: Path) -> list[str]:
    """The names in the folder's docstring, in reading order."""
    said = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8")), clean=False) or ""
    return [line.split()[0] for line in said.splitlines() if line.startswith("    ")]


def test_the_house_has_the_rooms_of_the_map() -> None:
    assert rooms_under("scheduler") == listed(PACKAGE)


@pytest.mark.parametrize("name", WITH_ROOMS)
def test_every_folder_of_a_room_is_listed_in_reading_order(name: str) -> None:
    folder = PACKAGE / name
    inside = {child.parent.name for child in folder.glob("*/__init__.py")}
    order = [one for one in listed(folder) if one in inside]
    assert sorted(rooms_under(name)) == sorted(f"{name}/{one}" for one in inside)
    if order:
        assert rooms_under(name) == [f"{name}/{one}" for one in order]


def test_every_kind_of_term_has_its_line() -> None:
    section = PAGE.split("### Kinds of term\n")[1].split("\n## ")[0]
    assert {kind.__name__ for kind in get_args(Term)} == set(re.findall(r"^\| `(\w+)` \|", section, re.M))


@pytest.mark.parametrize("path", PATHS)
def test_every_file_exists(path: str) -> None:
    assert any(PACKAGE.glob(path)) or any(PACKAGE.rglob(path)) or (ROOT / path).exists()


@pytest.mark.parametrize(("name", "path"), NAMES)
def test_every_name_is_defined_in_its_file(name: str, path: str) -> None:
    text, word = (PACKAGE / path).read_text(encoding="utf-8"), name.rpartition(".")[2]
    assert re.search(rf"^ *(class|def) {word}\b|^ *{word}\b.*[:=]", text, re.M), f"{path} does not define {word}"


def test_every_word_has_one_line() -> None:
    before = PAGE.split("## Goals and terms")[1].split("## One word, two things")[0]
    words = re.findall(r"^\| ([a-z][^|]*) \|", before, re.M)
    words = [word for word in words if word not in ("word", "kind")]
    assert sorted({word for word in words if words.count(word) > 1}) == []
