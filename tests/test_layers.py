"""The house rules that a reader relies on: imports point up the map, each library has one home, files stay small."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import scheduler

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "scheduler"
ORDER = [line.split()[0] for line in (scheduler.__doc__ or "").splitlines() if line.startswith("    ")]
FILES = sorted(PACKAGE.rglob("*.py"))
WITH_ROOMS = (
    "operation", "rules/tools", "count", "load", "staffing", "problem", "model", "judge", "report", "loop", "cli",
)  # fmt: skip
ROOMS = [
    PACKAGE / "rules",
    *sorted(file.parent for name in WITH_ROOMS for file in (PACKAGE / name).rglob("__init__.py")),
]
"""Folders in which every file has its place in the order of reading."""
MOST_FILES = 15
MOST_PARAMETERS = 8
KERNELS = {"compiled", "allocating", "within", "quick"}
"""Decorators of compiled kernels, which take their arrays one by one."""
OF_ONE_KIND = {"scheduler/cli", "scheduler/goals", "scheduler/rules/limits"}
"""Folders in which every file is one of a kind: a command, a goal, a limit; they may be larger."""
HOMES = {
    "ortools": {"model"},
    "click": {"cli"},
    "rich_click": {"cli"},
    "rich": {"cli"},
    "plotly": {"report"},
    "jinja2": {"report"},
    "xlsxwriter": {"report"},
    "icalendar": {"report"},
    "pandas": {"load", "report"},
    "holidays": {"clock", "load"},
    "zoneinfo": {"clock"},
}


@cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def layer(file: Path) -> str:
    """The name of the map's line that a file belongs to; the package's own `__init__` belongs to none."""
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(file: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of everything imported, in functions too; `from scheduler import x` is `scheduler.x`."""
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno}: a relative import hides where it points"
            whole = node.module == "scheduler"
            yield from ((node.lineno, f"scheduler.{name.name}" if whole else node.module or "") for name in node.names)


def named(files: list[Path]) -> list[object]:
    return [pytest.param(file, id=str(file.relative_to(PACKAGE))) for file in files]


@pytest.mark.parametrize("file", named(FILES))
def test_every_file_is_on_the_map(file: Path) -> None:
    assert layer(file) in {*ORDER, "__init__"}


@pytest.mark.parametrize("file", named(FILES))
def test_imports_point_up_the_map(file: Path) -> None:
    if layer(file) == "__init__":
        assert not [name for _, name in imports(file) if name.startswith("scheduler")]
        return
    above = ORDER[: ORDER.index(layer(file)) + 1]
    for line, name in imports(file):
        parts = name.split(".")
        if parts[0] == "scheduler" and parts[1] != "__version__":
            assert parts[1] in above, f"{file}:{line}: {layer(file)} stands above {parts[1]}"


def listed(folder: Path) -> list[str]:
    """What the folder's docstring names, in the order in which it is read."""
    said = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8")), clean=False) or ""
    return [line.split()[0] for line in said.splitlines() if line.startswith("    ")]


def children(folder: Path) -> set[str]:
    files = {file.stem for file in folder.glob("*.py")} - {"__init__"}
    return files | {child.parent.name for child in folder.glob("*/__init__.py")}


@pytest.mark.parametrize("folder", named(ROOMS))
def test_a_room_names_all_that_is_in_it(folder: Path) -> None:
    assert sorted(listed(folder)) == sorted(children(folder))


@pytest.mark.parametrize("folder", named([PACKAGE / "goals", PACKAGE / "rules" / "limits"]))
def test_each_goal_and_limit_that_is_named_is_there(folder: Path) -> None:
    """One that is added need not be named: a file is all that a goal or a limit takes."""
    assert len(listed(folder)) == len(set(listed(folder))) > 0
    assert set(listed(folder)) <= children(folder)


def test_no_folder_has_too_many_files() -> None:
    files = [file for file in FILES if file.name != "__init__.py"] + sorted((ROOT / "tests").rglob("test_*.py"))
    counts = Counter(str(file.parent.relative_to(ROOT)) for file in files)
    assert {name: count for name, count in counts.items() if count > MOST_FILES and name not in OF_ONE_KIND} == {}


@pytest.mark.parametrize("folder", named(ROOMS))
def test_imports_within_a_room_point_up_its_list(folder: Path) -> None:
    order, depth = listed(folder), len(folder.relative_to(PACKAGE.parent).parts)
    room = ".".join(folder.relative_to(PACKAGE.parent).parts)
    for file in sorted(folder.rglob("*.py")):
        own = file.relative_to(folder).parts[0].removesuffix(".py")
        for line, name in imports(file) if own != "__init__" else ():
            other = name.split(".")[depth] if name.startswith(f"{room}.") else own
            assert order.index(other) <= order.index(own), f"{file}:{line}: {own} stands above {other}"


@pytest.mark.parametrize("file", named(FILES))
def test_each_library_has_one_home(file: Path) -> None:
    for line, name in imports(file):
        homes = HOMES.get(name.partition(".")[0])
        assert homes is None or layer(file) in homes, f"{file}:{line}: {name} belongs in {sorted(homes)}"


def test_the_size_budget_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    from check_size import breaches

    assert list(breaches()) == []


def test_the_size_budget_sees_what_is_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    from check_size import breaches

    (tmp_path / "tools").mkdir()
    lines = ["def long() -> None:", '    """Says nothing."""', *["    pass"] * 41]
    (tmp_path / "tools" / "a.py").write_text("\n".join(lines))
    (tmp_path / "tools" / "b.py").write_text("x = 1\n" * 251)
    assert list(breaches(tmp_path)) == [
        "tools/a.py:1: long has 41 lines; 40 are the most",
        "tools/b.py:1: 251 lines; 250 are the most: split it by noun",
    ]


def test_judges_and_rules_run_without_a_solver() -> None:
    """The two halves of a rule share its settings and nothing else: checking never loads ortools."""
    code = "import sys, scheduler.judge, scheduler.load, scheduler.rules; sys.exit('ortools' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT).returncode == 0


def crowded(source: str) -> list[str]:
    """Functions of too many parameters that are neither compiled kernels nor commands; `self` and `cls` are none."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            given = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
            number = sum(one.arg not in ("self", "cls") for one in given)
            decorators = [ast.unparse(one) for one in node.decorator_list]
            free = any(text in KERNELS or text.startswith("click.") for text in decorators)
            found += (
                [f"{node.lineno}: {node.name} has {number} parameters"] if number > MOST_PARAMETERS and not free else []
            )
    return found


@pytest.mark.parametrize("file", named(FILES))
def test_no_function_has_too_many_parameters(file: Path) -> None:
    assert crowded(file.read_text(encoding="utf-8")) == []


def test_parameters_are_counted_but_those_of_kernels_and_commands() -> None:
    nine, eight = "a, b, c, d, e, *, f, g, h, i", "self, a, b, c, d, e, f, g, h"
    assert crowded(f"def many({nine}): pass") == ["1: many has 9 parameters"]
    for source in (
        f"def few({eight}): pass",
        f"@quick\ndef kernel({nine}): pass",
        f"@click.command()\ndef run({nine}): pass",
    ):
        assert crowded(source) == []


@pytest.mark.parametrize("file", named(FILES))
def test_objects_are_told_apart_by_what_they_say_and_nothing_is_hung_on_frozen_ones(file: Path) -> None:
    """No `id()`, no `object.__setattr__`, and `repr()` only in messages (joined) and digests (encoded)."""
    tree = tree_of(file)
    text = [node for call in calls(tree) if called(call) in ("join", "encode") for node in ast.walk(call)]
    for call in calls(tree):
        where = f"{file}:{call.lineno}"
        assert called(call) not in ("id", "__setattr__"), f"{where}: compare settings, or work it out when asked"
        assert called(call) != "repr" or call in text, f"{where}: look up by a key, not by text"


def calls(tree: ast.AST) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def called(call: ast.Call) -> str:
    """The last name of what is called: `encode` of `repr(x).encode()`."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
