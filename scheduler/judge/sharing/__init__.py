"""Even sharing: who carries how much of nights, weekends, hours and standby, and whether a move would even it out.

Read in this order: `groups` (who is compared with whom), `counts` (what each carries), `parts` (what a move moves),
`moves` (which moves there are), `even` (whether one helps), `spread` (how far apart a group is, in words).
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
