"""A mark on `simulation.html` while the roster beside it is not the one that was simulated."""

from __future__ import annotations

import re

NOTE = (
    b'<p id="outdated" class="status no_roster">This page tells the roster before its last edit, or other inputs: '
    b"simulate it again</p>\n"
)
MARKED = re.compile(rb'<p id="outdated".*?</p>\n', re.DOTALL)
BEFORE = b"</header>"


def marked(page: bytes, outdated: bool) -> bytes:
    """The page with the mark, or without it; `outdated` says whether it tells another roster."""
    plain = MARKED.sub(b"", page)
    return plain.replace(BEFORE, NOTE + BEFORE, 1) if outdated else plain
