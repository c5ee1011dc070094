"""The judge of duty: it recounts who holds which duty from roster, activities and duty rows, in plain Python.

Read in this order: `able` (when may each agent hold a duty), `due` (the minutes of a duty and the rows that hold then),
`count` (minutes held and open, holes), `faults` (rows that are wrong), `holders` (who holds each duty at an instant).
With the naming of holders and the goal `cover` it shares only when a duty is due (`goals.duty_hours`) and who has its
role (`Cover.staffed_by`).
"""

from __future__ import annotations

from scheduler.judge.duty.count import DutyCount, Hole, duty_counts
from scheduler.judge.duty.faults import duty_findings
from scheduler.judge.duty.holders import Holder, holders_at

__all__ = ["DutyCount", "Holder", "Hole", "duty_counts", "duty_findings", "holders_at"]
