"""How the event loop is compiled: once a machine, again whenever a file of this folder changes."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., Any])
FOLDER = Path(__file__).parent
STAMP = "sources.sha256"


def forget_stale() -> None:
    """Throw compiled code away that other sources made: numba looks at one file, not at those it calls into."""
    kept = FOLDER / "__pycache__"
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(FOLDER.glob("*.py")))).hexdigest()
    with contextlib.suppress(OSError):  # a folder that cannot be written holds no compiled code of ours
        kept.mkdir(exist_ok=True)
        stamp = kept / STAMP
        if not stamp.exists() or stamp.read_text() != digest:
            for path in (*kept.glob("*.nbi"), *kept.glob("*.nbc")):
                path.unlink(missing_ok=True)
            stamp.write_text(digest)


forget_stale()


def compiled(function: F) -> F:
    """Without Python's lock, so that replications run side by side."""
    return cast("F", numba.njit(cache=True, nogil=True, error_model="numpy")(function))
