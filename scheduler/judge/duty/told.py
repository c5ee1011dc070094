"""How a finding about a duty is told: its times, and the row itself."""

from __future__ import annotations

from scheduler.clock import Horizon, local
from scheduler.judge.spans import Span
from scheduler.operation import Tier
from scheduler.rules.rule import Finding

RULE = "duty"


def clocks(horizon: Horizon, start: int, end: int) -> str:
    """`Mon 2026-12-21 22:00 to Tue 2026-12-22 06:00`, or `Mon 2026-12-21 08:00-16:00`, in the planning zone."""
    first, last = (local(horizon.moment(minute), horizon.time_zone) for minute in (start, end))
    if first.date() == last.date() and first.utcoffset() == last.utcoffset():
        return f"{first:%a %Y-%m-%d %H:%M}-{last:%H:%M}"
    return f"{first:%a %Y-%m-%d %H:%M} to {last:%a %Y-%m-%d %H:%M}"


def unable(tier: Tier) -> str:
    """What an agent lacks who may not hold the tier, whenever it is."""
    more = ", skill or site" if tier.skill or tier.site else ""
    law = ", or a site whose law allows it" if tier.cover.barred_sites.get(tier.name) else ""
    return f"lacks its role {tier.role} or its language{more}{law}"


def fault(horizon: Horizon, agent: str, span: Span, text: str) -> Finding:
    """A finding about so many minutes, dated by their start in the planning zone."""
    day = local(horizon.moment(span[0]), horizon.time_zone).date()
    return Finding(RULE, agent, day, text, span[1] - span[0], "minutes", "")
