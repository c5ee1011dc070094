"""How far apart the members of groups are, in words: one row a group, and the widest of each count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from scheduler.judge.sharing.table import HOURS, Share

COUNTS = ("nights", "weekends", "hours", "standby")


@dataclass(frozen=True)
class Spread:
    """One group and the least and the most of each count that its members carry."""

    group: str
    apart: bool
    """Whether members differ in any count."""
    cells: tuple[str, ...]
    """`0 to 8` for each of `COUNTS`; `8` where all carry alike, empty where it is not compared."""


def spreads(rows: Iterable[Share]) -> tuple[Spread, ...]:
    """A row a group, in the order of `rows`."""
    found = []
    for group, shares in groupby(rows, key=lambda row: row.group):
        own = {row.count: row for row in shares}
        cells = tuple(between(own[count]) if count in own else "" for count in COUNTS)
        found.append(Spread(group, any(row.least < row.most for row in own.values()), cells))
    return tuple(found)


def widest(rows: Iterable[Share]) -> str:
    """`nights 0 to 5, weekends 0 to 8, standby 0 to 40.5 h`: of each count the group that is furthest apart."""
    told, known = [], list(rows)
    for count in COUNTS:
        own = [row for row in known if row.count == count and row.least < row.most]
        if own:
            worst = max(own, key=lambda row: row.most - row.least)
            told.append(f"{count} {between(worst)}{' h' if count in HOURS else ''}")
    return ", ".join(told) or "alike in every group"


def between(row: Share) -> str:
    """`0 to 8`, or `8` where the least is the most."""
    return f"{row.least:g}" if row.least == row.most else f"{row.least:g} to {row.most:g}"
