"""The starter workspace, broken on purpose: to tests of loading."""

from __future__ import annotations

from pathlib import Path

from scheduler.cli.init import lay_out
from scheduler.errors import InputError
from scheduler.load import load

Edit = tuple[str, str, str]
"""File, what stands there (`""`: at the end; `"*"`: the whole file), and what shall stand there instead."""


def broken(folder: Path, *edits: Edit) -> Path:
    """The starter's files with the edits made."""
    lay_out(folder)
    for name, old, new in edits:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if old == "*":
            file.write_bytes(new.encode())
            continue
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        assert old in text, (name, old)
        file.write_text(text.replace(old, new, 1) if old else text + new, encoding="utf-8")
    return folder


def complaints(folder: Path, scenario: str | None = None) -> list[str]:
    """What loading says is wrong."""
    try:
        load(folder, scenario=scenario)
    except InputError as error:
        return list(error.complaints)
    return []
