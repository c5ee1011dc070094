"""Even sharing: who carries how much of nights, weekends, hours and standby, and whether a move would even it out.

    groups  Groups of people among whom work is shared evenly
    counts  What each person carries
    parts   What a move takes from one person and gives to another
    moves   The moves that could even out a roster: handing over, exchanging, and rotating among three
    even    Does a move lower the unevenness while every limit holds and the objective does not rise?
    table   The least and the most that members of a group carry
    spread  How far apart the members of a group are, in words
"""

from __future__ import annotations

from scheduler.judge.sharing.counts import Carried
from scheduler.judge.sharing.even import Even, Move, even
from scheduler.judge.sharing.groups import Group, groups_of
from scheduler.judge.sharing.spread import COUNTS, Spread, spreads, widest
from scheduler.judge.sharing.table import Share, shares

__all__ = [
    "COUNTS", "Carried", "Even", "Group", "Move", "Share", "Spread", "even", "groups_of", "shares", "spreads", "widest",
]  # fmt: skip
