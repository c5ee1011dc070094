"""What the scheduler wrote in a folder: its files with their sha256; and folders that a kill left half swapped."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

LIST = ".written.json"
"""The list of a folder's files, kept beside them; a folder that has it is complete."""


def sha256(content: bytes) -> str:
    """The fingerprint of a file's content, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def written_files(folder: Path) -> dict[str, str]:
    """Name inside the folder -> sha256 when it was written; empty where the scheduler never wrote there."""
    try:
        listed = json.loads((folder / LIST).read_text(encoding="utf-8"))["files"]
        return {str(name): str(fingerprint) for name, fingerprint in listed.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def edited_files(folder: Path) -> tuple[str, ...]:
    """Listed files whose content is no longer what was written; a deleted file has nothing left to lose."""
    return tuple(name for name, fingerprint in written_files(folder).items() if _differs(folder / name, fingerprint))


def _differs(file: Path, fingerprint: str) -> bool:
    return file.is_file() and sha256(file.read_bytes()) != fingerprint


def aside(folder: Path) -> Path:
    """The folder in which the old report waits while the new one takes its name."""
    return folder.parent / f".{folder.name}.old"


def recover(folder: Path) -> None:
    """Give a folder its old content back where a kill came between moving the old aside and the new in."""
    if aside(folder).is_dir() and not folder.exists():
        os.rename(aside(folder), folder)
