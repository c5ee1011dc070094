"""What is proved of duties: open minutes by priority beside the least that any legal roster can leave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from scheduler.count.cover_table import CoverRow
from scheduler.operation import Operation
from scheduler.result import DutyProof

CLOSE = 0.5
"""Minutes: open minutes are whole."""


@dataclass(frozen=True)
class Priority:
    """The firm duties of one priority, in agent-minutes."""

    priority: int
    open_minutes: int
    least: int
    """Proved least, given as few before it."""

    @property
    def proved(self) -> bool:
        return self.open_minutes <= self.least


def priorities(operation: Operation, cover: tuple[CoverRow, ...], proof: DutyProof | None) -> list[Priority]:
    """The most urgent first; what is proved is never more than what is open."""
    firm = {tier.label: tier.cover.priority for tier in operation.tiers if tier.cover.firm}
    minutes: dict[int, float] = defaultdict(float, dict.fromkeys(firm.values(), 0.0))
    for row in cover:
        if row.name in firm:
            minutes[firm[row.name]] += 60 * row.short_hours
    known = proof.least if proof is not None else {}
    found, before = [], 0
    for priority, amount in sorted(minutes.items()):
        whole = round(amount)
        least = ceil(known.get(priority, 0.0) - CLOSE) - before
        found.append(Priority(priority, whole, max(0, min(whole, least))))
        before += whole
    return found


def duty_summary(rows: list[Priority], proof: DutyProof | None) -> dict[str, Any]:
    """`duty` of summary.json, as the formats have it, and the share of lines that the search changed."""
    if not rows:
        return {}
    changed = {} if proof is None or proof.lines_changed is None else {"lines_changed": proof.lines_changed}
    return {
        "duty": {
            "open_minutes": sum(row.open_minutes for row in rows),
            "proved_least": sum(row.least for row in rows),
            "proved": all(row.proved for row in rows),
            "seconds": round(proof.seconds, 3) if proof is not None else 0.0,
            **changed,
            "priorities": [
                {"priority": row.priority, "open_minutes": row.open_minutes, "proved_least": row.least} for row in rows
            ],
        }
    }


def proof_again(summary: Mapping[str, Any]) -> DutyProof | None:
    """The proof in a summary that was written before."""
    known = summary.get("duty")
    if not known:
        return None
    least, before = {}, 0.0
    for row in known.get("priorities", ()):
        least[int(row["priority"])] = before + float(row["proved_least"])
        before += float(row["open_minutes"])
    return DutyProof(least, float(known.get("seconds", 0.0)), known.get("lines_changed"))
