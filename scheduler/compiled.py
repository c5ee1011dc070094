"""How inner loops are compiled, and how compiled code is kept on disk: right after every change of what it was made of.

Numba's own cache looks at the file of a function only, while compiled code also holds what the function calls and the
constants that it reads, from other files. Kept code here carries a digest of all of these, so code of other sources is
never used; nothing is deleted at import, so that two first runs at once do no harm.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
from numba.core import caching
from numba.core.options import DefaultOptions
from numba.core.types.misc import unliteral

F = TypeVar("F", bound=Callable[..., Any])
PACKAGE = Path(__file__).parent
IMPORT = re.compile(r"^from ([\w.]+) import (?:\(([^)]*)\)|(.*))$", re.MULTILINE)
TUPLE = "(NamedTuple)"
"""Marks a file whose tuples kernels read by place: the order of their fields is compiled into the code."""
NOTHING = -1e18
"""The value of a line that does not exist."""


def kernel(function: F | None = None, **flags: Any) -> Any:
    """Compile a function with numba's flags and keep its code on disk; without a folder to write to, in memory."""
    if function is None:
        return lambda given: kernel(given, **flags)
    compiled_function = numba.njit(**flags)(function)
    _compile_once_for_all_constants(compiled_function)
    if folder_of(Path(function.__code__.co_filename)) is not None:
        compiled_function._cache = _Kept(function)
    return compiled_function


def _compile_once_for_all_constants(function: Any) -> None:
    """Let callers that write a constant use the code for its type: numba compiles a callee anew for each constant.

    Danger: a kernel can no longer ask what constant it was given while it is compiled, as `literally` does.
    """
    template = function.get_call_template

    def of_types(args: tuple[Any, ...], kws: dict[str, Any]) -> Any:
        return template(tuple(map(unliteral, args)), {key: unliteral(one) for key, one in kws.items()})

    function.get_call_template = of_types


def _counting(wanted: bool) -> dict[str, bool]:
    """Numba's private flag for code that counts references to arrays; a version without it always counts.

    A function without the flag takes that of its first caller. Numba refuses nearly all that needs counting and is
    compiled without. Danger: it accepts a function that returns an array which it was given, whose memory is then
    freed twice.
    """
    return {"_nrt": wanted} if hasattr(DefaultOptions, "_nrt") else {}


def compiled(function: Any) -> Any:
    """Compile a loop without Python's lock; a division by 0 gives infinity, as in numpy.

    It makes no array, copies none into another and returns none, so nothing counts references to those that it is
    given: counting costs more than the work where short functions hand tuples of many arrays to each other.
    """
    return kernel(function, nogil=True, error_model="numpy", **_counting(False))


def allocating(function: Any) -> Any:
    """Compile a loop that makes arrays, or copies one into another."""
    return kernel(function, nogil=True, error_model="numpy", **_counting(True))


def typed(function: F) -> F:
    """Compile as `compiled` does, with arguments whose types mypy knows."""
    return cast("F", compiled(function))


def typed_allocating(function: F) -> F:
    """Compile as `allocating` does, with arguments whose types mypy knows."""
    return cast("F", allocating(function))


def quick(function: Any) -> Any:
    """Compile a loop over finite numbers in which the order of sums does not matter."""
    return kernel(function, nogil=True, fastmath=True, error_model="numpy", **_counting(False))


def within(function: Any) -> Any:
    """Compile a function into its only caller, which spares a first run seconds."""
    return numba.njit(inline="always", nogil=True, error_model="numpy")(function)


def kept(function: Any) -> bool:
    """Whether compiled code of a kernel's present sources lies on disk."""
    return isinstance(function._cache, _Kept) and bool(function._cache.index())


def in_memory() -> bool:
    """Whether no folder can be written, so that each run compiles what it uses."""
    return folder_of(Path(__file__)) is None


@cache
def folder_of(file: Path) -> Path | None:
    """The first folder for compiled code of a file that can be written: $NUMBA_CACHE_DIR, beside it, the user's."""
    return next((folder for folder in _folders(file) if _writable(folder)), None)


@cache
def digest(file: Path, package: Path = PACKAGE) -> str:
    """A digest of every file that code compiled from this one may hold a part of."""
    whole = hashlib.sha256()
    for path in sorted(sources(file, package)):
        whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


def sources(file: Path, package: Path = PACKAGE) -> set[Path]:
    """The file, the files whose functions and constants it imports, theirs, and those near it that define tuples.

    Near are all files of the same folder of the package, and of the folders in that one.
    """
    nested = file.is_relative_to(package) and file.parent != package
    near = package.joinpath(file.relative_to(package).parts[0]).rglob("*.py") if nested else file.parent.glob("*.py")
    found, todo = set[Path](), [file, *(path for path in near if TUPLE in path.read_text("utf-8"))]
    while todo:
        path = todo.pop()
        if path not in found:
            found.add(path)
            todo += _imported(path, package)
    return found


def _imported(file: Path, package: Path) -> Iterator[Path]:
    """The package's files from which a file imports functions or constants; classes are types and carry no code.

    A module that is imported from its folder is the file itself, not what the folder hands on.
    """
    for match in IMPORT.finditer(file.read_text("utf-8")):
        module, names = match[1].split("."), re.findall(r"\w+", match[2] or match[3])
        if module[0] != package.name:
            continue
        path = package.joinpath(*module[1:])
        modules = {name: path / f"{name}.py" for name in names if (path / f"{name}.py").is_file()}
        yield from modules.values()
        if any(name.islower() or name.isupper() for name in names if name not in modules):
            yield from (one for one in (path.with_suffix(".py"), path / "__init__.py") if one.is_file())


def _folders(file: Path) -> Iterator[Path]:
    given, user = os.environ.get("NUMBA_CACHE_DIR"), os.environ.get("XDG_CACHE_HOME")
    name = hashlib.sha256(str(file.parent).encode()).hexdigest()[:16]
    if given:
        yield Path(given) / name
    yield file.parent / "__pycache__"
    if user or "HOME" in os.environ:
        yield Path(user or Path(os.environ["HOME"]) / ".cache") / "coverage-scheduler" / name


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


class _Place(caching._CacheLocator):  # type: ignore[misc]
    """Tells numba the folder and the digest of a function's code."""

    def __init__(self, function: Any, file: str) -> None:
        self.function, self.file = function, Path(file)

    def get_cache_path(self) -> str:
        return str(folder_of(self.file))

    def get_source_stamp(self) -> str:
        return digest(self.file)

    def get_disambiguator(self) -> str:
        return str(self.function.__code__.co_firstlineno)

    @classmethod
    def from_function(cls, function: Any, file: str) -> _Place:
        return cls(function, file)


class _Code(caching.CompileResultCacheImpl):  # type: ignore[misc]
    _locator_classes = (_Place,)


class _Files(caching.IndexDataCacheFile):  # type: ignore[misc]
    """Names data by digest and signature, and writes it before the index: two first runs never mix their files."""

    def _load_index(self) -> dict[Any, str]:
        """The index; nothing where it names types that are not where they were, as it is of other sources then."""
        try:
            return cast("dict[Any, str]", super()._load_index())
        except (ImportError, AttributeError):
            return {}

    def save(self, key: Any, data: Any) -> None:
        told = hashlib.sha256(repr((self._version, self._source_stamp, key)).encode()).hexdigest()
        name = f"{Path(self._index_path).stem}.{self._source_stamp[:8]}-{told[:16]}.nbc"
        self._save_data(name, data)
        self._save_index(self._load_index() | {key: name})
        self._forget_stale()

    def _forget_stale(self) -> None:
        """Delete code of other sources; whoever still wants it compiles it anew."""
        stem = Path(self._index_path).stem
        for path in Path(self._cache_path).glob(f"{stem}.*.nbc"):
            if not path.name.startswith(f"{stem}.{self._source_stamp[:8]}-"):
                path.unlink(missing_ok=True)


class _Kept(caching.FunctionCache):  # type: ignore[misc]
    """Numba's cache of a function, in our folder and under our names."""

    _impl_class = _Code

    def __init__(self, function: Any) -> None:
        super().__init__(function)
        files = self._cache_file
        self._cache_file: Any = _Files(self._cache_path, Path(files._index_name).stem, files._source_stamp)

    def index(self) -> dict[Any, str]:
        """Signatures that are compiled, and their files."""
        files: Any = self._cache_file
        return cast("dict[Any, str]", files._load_index())
