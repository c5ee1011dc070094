"""Numbers in cells: read where they can be read in one way only, else refused with every reading."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
GROUPED = r"[+-]?[1-9]\d{0,2}[.,]\d{3}"
"""One mark before three digits: a decimal mark, or one between thousands."""
THOUSANDS = re.compile(r"([+-]?\d{1,3})((?:[.,'’_\s]\d{3})+)(?:[.,](\d+))?", re.ASCII)


@dataclass(frozen=True)
class Decimals:
    """The marks that stand for the decimal point in a file."""

    comma: bool = False
    """Whether a comma may: in files separated by `;`. A point always may."""
    certain: frozenset[str] = frozenset()
    """The marks that certainly do, as the file's other cells show: `12,5`, `0.82`."""

    def ambiguous(self, text: str) -> bool:
        """Whether a cell such as `1.234` may be a thousand and more, or one and a bit."""
        if not self.comma or not re.fullmatch(GROUPED, text, re.ASCII):
            return False
        return "." in self.certain if "," in text else self.certain != {"."}


POINT = Decimals()
"""Files separated by commas: the decimal mark is a point."""


def decimals_of(text: str, separator: str) -> Decimals:
    """What a file's text says of its decimal marks."""
    if separator != ";":
        return POINT
    cell = r'(?:^|;)[ "]*[+-]?(?:\d*{mark}(?:\d{{1,2}}|\d{{4,}})|0?{mark}\d{{3}})[ "]*(?=;|\r?$)'
    certain = (mark for mark in ".," if re.search(cell.format(mark=re.escape(mark)), text, re.MULTILINE | re.ASCII))
    return Decimals(True, frozenset(certain))


def read_number(text: str, decimals: Decimals = POINT) -> float:
    """A finite number that can be read in one way only."""
    if decimals.ambiguous(text):
        raise ValueError(f"{text!r} may be {_joined(text)} or {_pointed(text)}; {_either(text, decimals)}")
    plain = text.replace(",", ".") if decimals.comma and text.count(",") == 1 else text
    if re.fullmatch(r"[+-]?(nan|inf|infinity)", plain, re.IGNORECASE) or _huge(plain):
        raise ValueError(f"{text!r} is not a number; leave the row out or write 0")
    if not NUMBER.fullmatch(plain):
        raise ValueError(f"{text!r} is not a number{_plainer(text, decimals)}")
    return float(plain)


def read_whole(text: str, decimals: Decimals = POINT) -> int:
    """A whole number, 0 or more; it needs no decimals, so `1.000` may be a thousand in any file."""
    if re.fullmatch(GROUPED, text, re.ASCII):
        readings = f"{_joined(text)} or {_pointed(text)}"
        raise ValueError(f"{text!r} may be {readings}; write whole numbers without marks, such as {_joined(text)}")
    value = read_number(text, decimals)
    if value != int(value) or value < 0:
        raise ValueError(f"{text!r} is not a whole number, 0 or more")
    return int(value)


def _huge(plain: str) -> bool:
    return NUMBER.fullmatch(plain) is not None and not math.isfinite(float(plain))


def _joined(text: str) -> str:
    return re.sub("[.,]", "", text)


def _pointed(text: str) -> str:
    return text.replace(",", ".")


def _either(text: str, decimals: Decimals) -> str:
    """How to write each of the two readings so that it has no other."""
    point = _pointed(text)
    ways = (point.replace(".", ","), point, f"{point}0")
    return f"write {_joined(text)} or {next(way for way in ways if not decimals.ambiguous(way))}"


def _plainer(text: str, decimals: Decimals) -> str:
    """What was probably meant, as this file may say it."""
    mark = "," if decimals.comma and "." not in decimals.certain else "."
    found, plain = THOUSANDS.fullmatch(text), ""
    if found:
        plain = re.sub(r"\D", "", found[2])
        plain = found[1] + plain + (mark + found[3] if found[3] else "")
    elif re.fullmatch(r"-?\d*,\d+", text):
        plain = text.replace(",", ".")
    elif re.fullmatch(r"[+-]?[\d_]+", text, re.ASCII):
        plain = text.replace("_", "")
    return f"; write {plain}" if plain else "; write one such as 12.5"
