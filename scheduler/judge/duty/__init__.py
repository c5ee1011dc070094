"""The judge of duty: it recounts who holds which duty from roster, activities and duty rows, in plain Python.

With the model and the goal `cover` it shares only when a duty is due (`operation.duty_hours`, `operation.duty_blocks`)
and who may hold it (`Tier.staffed_by`).

    able       When each agent may hold a tier of a duty
    due        The minutes in which a duty is due, and the rows that hold then
    count      Minutes due, held and open, with the holes
    calendar   The windows and blocks of a duty, in time and in number
    told       How a finding about a duty is told
    handovers  Changes of a holder inside a window
    lengths    How long one agent stands by in one piece, and rests before the next shift
    spacing    How near to one another an agent holds windows
    pinned     Places that are pinned: who is to hold which window
    together   What one agent may not hold at once
    limits     Limits on who holds duties, agent by agent
    vacant     Open places that somebody could hold who is there
    faults     Rows of duty.csv that are wrong
    splits     Blocks that have more holders than places, and changes without an overlap
    holders    Who holds each place at an instant, and who is next
"""

from __future__ import annotations

from scheduler.judge.duty.count import DutyCount, Hole, duty_counts
from scheduler.judge.duty.faults import duty_findings
from scheduler.judge.duty.holders import Holder, holders_at
from scheduler.judge.duty.limits import duty_limits
from scheduler.judge.duty.splits import Splits, splits_of

__all__ = [
    "DutyCount", "Holder", "Hole", "Splits", "duty_counts", "duty_findings", "duty_limits", "holders_at", "splits_of",
]  # fmt: skip
