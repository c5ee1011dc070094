"""Compiled code is never older than what it was made of, and no folder is needed to keep it in."""

from __future__ import annotations

import ast
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from numba.core.errors import NumbaError

from scheduler import compiled
from scheduler.model import warm

ROOT = Path(__file__).parents[1]
CALLER = "from house.callee import FACTOR\nfrom house.other import Kind\ndef double(x):\n    return FACTOR * x\n"
KERNELS = "from scheduler.compiled import kernel\n"
CALLED = KERNELS + "@kernel\ndef inner(x):\n    return {factor} * x\n"
CALLS = KERNELS + "from rooms.inner import inner\n@kernel\ndef outer(x):\n    return inner(x) + 1\n"


def house(folder: Path, **files: str) -> Path:
    """A package with these modules."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text)
    return folder


def test_a_digest_covers_what_is_called_and_no_type(tmp_path: Path) -> None:
    root = house(tmp_path / "house", caller=CALLER, callee="FACTOR = 2\n", other="class Kind: ...\n")
    assert compiled.sources(root / "caller.py", root) == {root / "caller.py", root / "callee.py"}


def test_a_digest_covers_a_module_that_is_imported_from_its_folder(tmp_path: Path) -> None:
    """`from x.part import one` is one.py, and not what the folder's `__init__` hands on."""
    part = tmp_path / "part"
    part.mkdir()
    (part / "one.py").write_text("STEP = 1\n")
    (part / "two.py").write_text("def two():\n    pass\n")
    (part / "__init__.py").write_text(f"from {tmp_path.name}.part.two import two\n")
    caller = tmp_path / "caller.py"
    caller.write_text(f"from {tmp_path.name}.part import one\n")
    assert compiled.sources(caller, tmp_path) == {caller, part / "one.py"}
    caller.write_text(f"from {tmp_path.name}.part import one, two_of_it\n")
    assert part / "__init__.py" in compiled.sources(caller, tmp_path)


def test_a_digest_covers_tuples_beside_the_file(tmp_path: Path) -> None:
    root = house(tmp_path / "house", caller="x = 1\n", rows="class Row(NamedTuple):\n    a: int\n")
    assert root / "rows.py" in compiled.sources(root / "caller.py", root)


def test_a_digest_covers_tuples_in_other_rooms_of_the_folder(tmp_path: Path) -> None:
    """A kernel reads the tuples that it is given by place: one in another room changes its code as well."""
    root = tmp_path / "house"
    for room in ("kitchen", "hall"):
        (root / "floor" / room).mkdir(parents=True)
    (root / "floor" / "kitchen" / "caller.py").write_text("x = 1\n")
    rows = root / "floor" / "hall" / "rows.py"
    rows.write_text("class Row(NamedTuple):\n    a: int\n")
    assert rows in compiled.sources(root / "floor" / "kitchen" / "caller.py", root)


def run(folder: Path, code: str, **environment: str) -> str:
    """What a fresh process prints."""
    here = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{folder}", **environment}
    return subprocess.run([sys.executable, "-c", code], env=here, capture_output=True, text=True, check=True).stdout


def calling(rooms: Path) -> str:
    """A program that calls the outer function of these rooms with 3."""
    code = "import scheduler.compiled as c, pathlib, functools\n"
    code += "plain = c.digest.__wrapped__\nroot = pathlib.Path('ROOT')\n"
    code += "c.digest = functools.cache(lambda file: plain(file, root))\n"
    return code.replace("ROOT", str(rooms)) + "from rooms.outer import outer\nprint(outer(3))\n"


def test_code_of_types_that_moved_is_compiled_anew(tmp_path: Path) -> None:
    """Who takes a newer version into a folder that has been used has no traceback: 3 * 2 + 1 = 7 again."""
    house(tmp_path / "rooms", inner=CALLED.format(factor=2), outer=CALLS)
    assert run(tmp_path, calling(tmp_path / "rooms")) == "7\n"
    indexes = list((tmp_path / "rooms" / "__pycache__").glob("*.nbi"))
    assert indexes
    for index in indexes:
        with index.open("rb") as file:
            version = pickle.load(file)
        index.write_bytes(pickle.dumps(version) + b"cscheduler.gone\nKind\n.")
    assert run(tmp_path, calling(tmp_path / "rooms")) == "7\n"


def test_a_change_of_a_called_file_alone_is_compiled_anew(tmp_path: Path) -> None:
    """3 * 2 + 1 = 7 before, 3 * 5 + 1 = 16 after, though the calling file stayed as it was."""
    code = calling(tmp_path / "rooms")
    house(tmp_path / "rooms", inner=CALLED.format(factor=2), outer=CALLS)
    assert run(tmp_path, code) == "7\n"
    assert list((tmp_path / "rooms" / "__pycache__").glob("outer.outer-*.nbc"))
    house(tmp_path / "rooms", inner=CALLED.format(factor=5))
    assert run(tmp_path, code) == "16\n"


EACH_PART = """
import os
from scheduler.model.warm import PARTS, compile_part
for part, functions in PARTS.items():
    if os.fork() == 0:
        compile_part(part)
        print(part, [one.__name__ for one in functions if not one.signatures], flush=True)
        os._exit(0)
    os.wait()
"""
"""Every part in a process of its own, in which no other part has compiled anything."""


def test_all_of_a_part_is_compiled_with_it(tmp_path: Path) -> None:
    """What is left out would be compiled in a user's first solve, and announced again before each one after it."""
    assert run(tmp_path, EACH_PART) == "".join(f"{part} []\n" for part in warm.PARTS)


@pytest.mark.parametrize(
    ("cores", "chains"),
    [(1, [["search", "tidy", "lines", "proof"]]), (2, [["search"], ["tidy", "lines", "proof"]]),
     (8, [["search"], ["tidy"], ["lines"], ["proof"]])],
)  # fmt: skip
def test_a_process_a_core_compiles_its_share(cores: int, chains: list[list[str]]) -> None:
    """Ten parts of work, and five, two and two."""
    assert warm.chains_of({*warm.PARTS} - {*warm.OPTIONAL}, cores) == chains
    assert {*warm.WORK} == {*warm.PARTS} - {warm.FIRST}


def test_without_a_folder_to_write_to_code_is_compiled_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "folder_of", lambda file: None)

    def twice(x: int) -> int:
        return 2 * x

    function = compiled.kernel(twice)
    assert function(4) == 8
    assert not compiled.kept(function)
    told: list[str] = []
    warm.warm_up(told.append)
    assert told == [
        "no folder for compiled code can be written: each run compiles in memory; NUMBA_CACHE_DIR names one"
    ]


def test_the_folders_of_compiled_code_in_their_order(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder that cannot be written (here: a file stands in its place) is passed over."""
    (tmp_path / "blocked").write_text("")
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "blocked"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    (tmp_path / "package").mkdir()
    beside = tmp_path / "package" / "__pycache__"
    assert compiled.folder_of(tmp_path / "package" / "x.py") == beside
    beside.rmdir()
    beside.write_text("")
    compiled.folder_of.cache_clear()
    found = compiled.folder_of(tmp_path / "package" / "x.py")
    assert found is not None
    assert found.parent == tmp_path / "user" / "coverage-scheduler"
    compiled.folder_of.cache_clear()


def test_constants_that_callers_write_share_one_code() -> None:
    """Numba would compile `times` once for 2 and once more for 3: 2 * 5 + 3 * 5 = 25."""

    def times(factor: int, x: int) -> int:
        return factor * x

    inner = compiled.kernel(times)
    outer = compiled.kernel(lambda x: inner(2, x) + inner(3, x))
    assert outer(5) == 25
    assert len(inner.signatures) == 1


PACKAGE = ROOT / "scheduler"


def uncounted(file: Path) -> list[ast.FunctionDef]:
    """The functions of a file that are compiled without counting references."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    named = {alias.asname or alias.name: alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
             and node.module == "scheduler.compiled" for alias in node.names}  # fmt: skip
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and any(
        isinstance(mark, ast.Name) and named.get(mark.id) in {"compiled", "quick", "typed"}
        for mark in node.decorator_list)]  # fmt: skip


def test_what_counts_no_references_returns_nothing_that_it_was_given() -> None:
    """An array that comes back from such a function would be freed twice; numbers are worked out."""
    checked = 0
    for file in PACKAGE.rglob("*.py"):
        for function in uncounted(file):
            whole = [node.value for node in ast.walk(function) if isinstance(node, ast.Subscript | ast.Attribute)]
            arrays = {node.id for node in whole if isinstance(node, ast.Name)}
            given, checked = arrays & {argument.arg for argument in function.args.args}, checked + 1
            for node in (one for one in ast.walk(function) if isinstance(one, ast.Return) and one.value):
                parts = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
                back = {part.id for part in parts if isinstance(part, ast.Name)} & given
                assert not back, f"{file}: {function.name} returns {back}"
    assert checked > 100


LOOPS = (
    "import numpy as np\nfrom scheduler.compiled import {names}\n\n"
    "@{made}\ndef halves(x):\n    return np.full(3, x / 2).sum()\n\n"
    "@compiled\ndef twice(x):\n    return 4 * halves(x) / 3\n"
)


def test_a_loop_that_makes_an_array_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What counts no references cannot make an array; what says that it does can be called by what does not."""
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "loops_right.py").write_text(LOOPS.format(names="allocating, compiled", made="allocating"))
    (tmp_path / "loops_wrong.py").write_text(LOOPS.format(names="compiled", made="compiled"))
    from loops_right import twice
    from loops_wrong import twice as refused

    assert twice(5.0) == 10.0
    with pytest.raises(NumbaError):
        refused(5.0)
