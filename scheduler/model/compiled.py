"""How the inner loops are compiled, and what they mean by impossible."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

import numba

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

compiled = numba.njit(cache=True, nogil=True, error_model="numpy")
within = numba.njit(inline="always", nogil=True, error_model="numpy")
"""For functions with one caller: compiled within it, which spares a first run seconds."""
quick = numba.njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
"""For loops over finite numbers in which the order of sums does not matter."""

NOTHING = -1e18
"""The value of a line that does not exist."""
