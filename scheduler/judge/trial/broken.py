"""Amounts by which a roster breaks its limits, by limit and person, so that two rosters can be compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from scheduler.rules.rule import Finding

Broken = Mapping[tuple[str, str], float]
"""(limit, person) -> sum of the findings' amounts; a limit that holds is absent."""
LITTLE = 1e-6


def broken(findings: Iterable[Finding]) -> Broken:
    """Add up findings."""
    found: dict[tuple[str, str], float] = defaultdict(float)
    for finding in findings:
        found[finding.rule, finding.agent] += finding.amount
    return dict(found)


def more_broken(now: Broken, before: Broken) -> bool:
    """Whether some limit of some person is broken by more than before."""
    return any(amount > before.get(key, 0.0) + LITTLE for key, amount in now.items())
