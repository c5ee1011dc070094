"""Who counts for which tier of a duty where nobody is named: nobody counts for two tiers at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from scheduler.operation import Tier

Stay = tuple[str, int, int]
"""An agent's id, and the minutes from and to which that agent could hold a place."""


def placed(tiers: Sequence[Tier], there: Sequence[Sequence[Stay]]) -> list[list[Stay]]:
    """[tier] stays that count for it; `there` [tier] are all that could.

    As many places as can be are filled at each minute, and the last tier stays open first. Agents whom no tier needs
    count for the first tier that they may hold.
    """
    if len(tiers) < 2:
        return [list(stays) for stays in there]
    found: list[list[Stay]] = [[] for _ in tiers]
    cuts = sorted({minute for stays in there for _, *span in stays for minute in span})
    for start, end in pairwise(cuts):
        able = [sorted({agent for agent, first, last in stays if first <= start and end <= last}) for stays in there]
        for agent, place in _matched([tier.agents for tier in tiers], able).items():
            found[place].append((agent, start, end))
    return found


def _matched(places: Sequence[int], able: Sequence[Sequence[str]]) -> Mapping[str, int]:
    """Agent -> tier: the most places filled, those of earlier tiers first (augmenting paths, Kuhn 1955)."""
    of: dict[str, int] = {}
    for tier, count in enumerate(places):
        for _ in range(count):
            if not _grown(tier, able, of, set()):
                break
    for tier, agents in enumerate(able):
        for agent in agents:
            of.setdefault(agent, tier)
    return of


def _grown(tier: int, able: Sequence[Sequence[str]], of: dict[str, int], seen: set[str]) -> bool:
    """Fill one more place of the tier, if need be by moving agents from tier to tier."""
    for agent in able[tier]:
        if agent not in seen:
            seen.add(agent)
            if agent not in of or (of[agent] != tier and _grown(of[agent], able, of, seen)):
                of[agent] = tier
                return True
    return False
