"""The judge of duty: it recounts who holds which duty from roster, activities and duty rows, in plain Python.

Read in this order: `able` (when may each agent hold a duty), `due` (the minutes of a duty and the rows that hold then),
`count` (minutes held and open, holes), `faults` (rows that are wrong; with `together`, `handovers` and `vacant`),
`limits` (what binds holders; `calendar`, `lengths`, `spacing`, `pinned`), `splits` (blocks with more holders than
places), `holders` (who holds each duty at an instant). With the model and the goal `cover` it shares only when a duty
is due (`operation.duty_hours`, `operation.duty_blocks`) and who may hold it (`Tier.staffed_by`).
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
