"""One file an agent: names that every file system takes and keeps apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from urllib.parse import quote

RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices."""
LONGEST = 100
"""Bytes of a name before it is cut."""


def file_names(ids: Iterable[str]) -> dict[str, str]:
    """Agent -> `AGENT.ics`; ids that a file system may take for one another all end in marks of their own.

    All of them, so that nobody's file becomes another's when one of them leaves.
    """
    plain = {one: re.sub(r"^\.", "%2E", quote(one, safe=" @+,()")) for one in ids}
    shared = Counter(name.casefold() for name in plain.values())
    found = {one: f"{_marked(one, name, shared[name.casefold()] > 1)}.ics" for one, name in plain.items()}
    again = Counter(name.casefold() for name in found.values())
    return {one: name if again[name.casefold()] == 1 else f"{_mark(one, 32)}.ics" for one, name in found.items()}


def _marked(one: str, name: str, shared: bool) -> str:
    if not shared and len(name) <= LONGEST and not RESERVED.fullmatch(name):
        return name
    return f"{name[:LONGEST]}-{_mark(one, 8)}"


def _mark(one: str, length: int) -> str:
    return sha256(one.encode()).hexdigest()[:length]
