"""Report folders: written whole or not at all, and never over a planner's edits."""

from __future__ import annotations

import glob
import json
import os
import shutil
import tempfile
from pathlib import Path

from scheduler.errors import InputError
from scheduler.load.rosters.written import LIST, aside, recover, sha256, written_files

REJECTED = ".rejected"
"""Ends the name of a folder that holds a roster which the check refused."""


def write_whole(folder: Path, files: dict[str, bytes], *, force: bool = False, add: bool = False) -> None:
    """Write a folder's files so that a kill at any moment leaves all the old ones or all the new ones.

    `files` maps names inside the folder (`/` between levels) to contents. What the scheduler wrote there before and
    does not write now goes, unless `add`; files that it did not write, and dot files, stay.
    Raises `InputError` where a file to be replaced was edited since it was written, unless `force`, and where the
    folder or one above it is a plain file.
    """
    folder = Path(os.path.abspath(folder))
    refuse_plain_file(folder)
    recover(folder)
    earlier = written_files(folder)
    stale = {name for name in earlier if not add and not Path(name).name.startswith(".")} - set(files)
    if not force:
        _refuse_edited(folder, earlier, sorted({*files, *stale}))
    folder.parent.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}.new-{os.getpid()}-", dir=folder.parent))
    try:
        _fill(fresh, folder, files, stale)
        kept = {name: mark for name, mark in earlier.items() if name not in stale}
        _write_list(fresh, {**kept, **{name: sha256(content) for name, content in files.items()}})
        _swap(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def write_file(file: Path, content: bytes) -> None:
    """Replace one file outside report folders, whole or not at all; raises `InputError` where a folder has its name."""
    if file.is_dir():
        raise InputError(f"{file}: a folder, not a file; name the file to write")
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        _write_through(fresh, content)
        os.replace(fresh, file)
    finally:
        fresh.unlink(missing_ok=True)


def refuse_plain_file(folder: Path) -> None:
    """Raise `InputError` where something that is no folder stands in the way; nobody asked to have it replaced."""
    for place in (folder, *folder.parents):
        if place.exists() and not place.is_dir():
            raise InputError(f"{place}: a file, not a folder; name another folder to write")


def _refuse_edited(folder: Path, earlier: dict[str, str], names: list[str]) -> None:
    found = {name: (folder / name).read_bytes() for name in names if (folder / name).is_file()}
    edited = [name for name, content in found.items() if sha256(content) != earlier.get(name)]
    if edited:
        raise InputError(
            f"{folder / name}: {'edited since it was written' if name in earlier else 'not written by scheduler'}, "
            f"so it is not overwritten; `--force` overwrites it, `--out` writes elsewhere"
            for name in edited
        )


def _fill(fresh: Path, folder: Path, files: dict[str, bytes], stale: set[str]) -> None:
    """Put the new files, and those that stay, into the fresh folder."""
    for old in sorted(folder.rglob("*")) if folder.is_dir() else ():
        name = old.relative_to(folder).as_posix()
        if old.is_dir() or name in files or name in stale or name == LIST:
            continue
        (fresh / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(old, fresh / name, follow_symlinks=False)
    for name, content in files.items():
        (fresh / name).parent.mkdir(parents=True, exist_ok=True)
        _write_through(fresh / name, content)


def _write_list(fresh: Path, fingerprints: dict[str, str]) -> None:
    listed = {"files": dict(sorted(fingerprints.items()))}
    _write_through(fresh / LIST, (json.dumps(listed, indent=1) + "\n").encode())


def _write_through(file: Path, content: bytes) -> None:
    """Write to the disk itself: a rename may otherwise outlive the content it names."""
    with file.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _swap(fresh: Path, folder: Path) -> None:
    """Give the fresh folder the name; between the two renames `recover` finds the old one aside."""
    os.chmod(fresh, 0o777 & ~_umask())
    if aside(folder).is_dir():
        shutil.rmtree(aside(folder))
    if folder.exists():
        os.rename(folder, aside(folder))
    os.rename(fresh, folder)
    shutil.rmtree(aside(folder), ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Remove what killed writers left half filled; a writer that still runs keeps its own."""
    for left in folder.parent.glob(f".{glob.escape(folder.name)}.new-*"):
        if not _alive(int(left.name.rpartition(".new-")[2].partition("-")[0])):
            shutil.rmtree(left, ignore_errors=True)


def _alive(process: int) -> bool:
    if os.name != "posix":  # elsewhere signal 0 would end the process that is asked
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _umask() -> int:
    """Temporary folders are private; a report is as open as the workspace's other folders."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
