"""Broken limits that `--give-up` accepted: known again, and no reason to keep a roster back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from scheduler.rules.rule import Finding

Accepted = dict[tuple[str, str, str], float]
"""Rule, agent and date ("" for none) -> by how much the limit was given up."""


def accepted_all(findings: Iterable[Finding]) -> Accepted:
    """What a solve that may give limits up accepts of its own roster."""
    found: Accepted = {}
    for finding in findings:
        found[key_of(finding)] = max(finding.amount, found.get(key_of(finding), finding.amount))
    return found


def accepted_in(summary: dict[str, Any] | None) -> Accepted:
    """What a summary's violations say was accepted."""
    rows = [row for row in (summary or {}).get("violations", ()) if row.get("accepted")]
    return {(row["rule"], row["agent"], row["day"] or ""): float(row["amount"]) for row in rows}


def key_of(finding: Finding) -> tuple[str, str, str]:
    """The limit that is broken, by whom and when, whatever the amount."""
    return finding.rule, finding.agent, finding.day.isoformat() if finding.day else ""


def is_accepted(finding: Finding, accepted: Accepted) -> bool:
    """Whether the limit was given up by at least so much."""
    return finding.amount <= accepted.get(key_of(finding), -1.0) + 1e-9
