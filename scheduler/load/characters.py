"""Characters that nobody sees: what looks the same is made the same, and what hides in a name is refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
"""Spaces of other widths; read as a space."""
STYLES = re.compile("[\ufe00-\ufe0f]")
"""Whether the sign before is drawn in colour; read over."""
FORMATTING = (
    "\u00ad\u034f\u061c\u070f\u115f\u1160\u17b4\u17b5\u180e"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
)
TAGS = "\U000e0001\U000e0020-\U000e007f"
CONTROL = "\x00-\x1f\x7f-\x9f"
HIDDEN = re.compile(f"[{CONTROL}{FORMATTING}{TAGS}]")
"""Control characters, line breaks and tabs too, and signs of no width."""
HIDDEN_IN_PROSE = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{FORMATTING}{TAGS}]")
LONGEST = 60
"""Characters of a text that a complaint repeats."""
PROSE = {"description", "kind"}
"""Columns and keys whose text goes into no calendar and names nobody: lines may break there."""


def composed(text: str) -> str:
    """Unicode's composed form (NFC), one kind of space, no signs of style: names that look the same are the same."""
    if text.isascii():
        return text
    return BLANKS.sub(" ", STYLES.sub("", unicodedata.normalize("NFC", text)))


def hidden(text: str, name: str = "") -> re.Match[str] | None:
    """The first character of a cell or value that nobody sees; `name` is its column or key."""
    return (HIDDEN_IN_PROSE if name in PROSE else HIDDEN).search(text)


def told(text: str, found: re.Match[str]) -> str:
    """What is wrong with the text."""
    sign = found[0]
    named = f"U+{ord(sign):04X}, {unicodedata.name(sign, 'a control character').lower()}"
    what = {"\n": "a line break", "\r": "a line break", "\t": "a tab"}.get(sign, f"what nobody sees ({named})")
    behind = f"after {text[: found.start()][-20:]!r}" if found.start() else "at its beginning"
    shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}..."
    return f"{shown!r} holds {what} {behind}; delete it"


def without_hidden(text: str) -> str:
    """The text as it looks; what was refused once is not refused again wherever it is named."""
    return HIDDEN.sub("", text)


def clean(value: Any, complain: Callable[[tuple[str | int, ...], str], None], keys: tuple[str | int, ...] = ()) -> Any:
    """A TOML value with all its keys and texts composed; `complain` hears of each that hides something."""
    if isinstance(value, str):
        text, name = composed(value), str(keys[-1]) if keys else ""
        found = hidden(text, name)
        if found is None:
            return text
        complain(keys, told(text, found))
        return without_hidden(text)
    if isinstance(value, list):
        return [clean(inner, complain, (*keys, number)) for number, inner in enumerate(value)]
    if isinstance(value, dict):
        return {_key(key, complain, (*keys, key)): clean(inner, complain, (*keys, key)) for key, inner in value.items()}
    return value


def _key(key: str, complain: Callable[[tuple[str | int, ...], str], None], keys: tuple[str | int, ...]) -> str:
    text = composed(key)
    found = hidden(text)
    if found is None:
        return text
    complain(keys, told(text, found))
    return without_hidden(text)
