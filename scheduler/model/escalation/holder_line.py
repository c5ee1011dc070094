"""One agent's shifts in the horizon, as a plan of duties sees them, and when they let the agent hold a duty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scheduler.count.presence import without
from scheduler.model.escalation.scene import Scene
from scheduler.operation import Tier
from scheduler.operation.duty_hours import merged
from scheduler.problem.needs.away import Span

LONG_AWAY = 60
"""Minutes: in a longer unpaid break nobody holds a duty."""


@dataclass(frozen=True)
class HolderLine:
    """Shifts of one agent; minutes from the horizon's start."""

    agent: str
    days: tuple[int, ...]
    """The day of the horizon of each shift; 0 is the first."""
    shifts: tuple[Span, ...]
    away: tuple[Span, ...] = ()
    """Unpaid breaks too long for a duty."""
    paid: tuple[int, ...] = ()
    """Paid minutes of each shift."""
    points: int = 0
    """What the rest of the roster loses by it, against the current line."""

    def paid_in(self, days: range) -> int:
        """Paid minutes of the shifts on those days."""
        return sum(paid for day, paid in zip(self.days, self.paid, strict=True) if day in days)


Lines = Mapping[str, Sequence[HolderLine]]
"""Agent -> lines to choose from; the first one is in hand."""


def stays(scene: Scene, tier: Tier, line: HolderLine) -> list[Span]:
    """When the line lets its agent hold a place of the tier: sorted and disjoint spans."""
    minutes = scene.horizon.minutes
    before = [span for span in scene.shifts_before[line.agent] if span[1] > 0]
    at_work = merged([*before, *line.shifts])
    if not tier.on_call:
        return [span for shift in at_work for span in without(shift, line.away)]
    elsewhere = scene.other_standby.get(line.agent, ())
    taken = [*scene.away[line.agent], *elsewhere]
    around = scene.rest[line.agent] if tier.counts_as == "working" else 0
    if around or not tier.held_at_work:
        shifts = [*scene.shifts_before[line.agent], *line.shifts]
        taken += [(max(0, start - around), end + around) for start, end in shifts if end + around > 0]
    free = [*without((0, minutes), merged(taken))]
    if not tier.held_at_work:
        return free
    return [left for span in merged([*free, *at_work]) for left in without(span, elsewhere)]  # no other standby at work


def within(span: Span, spans: Iterable[Span]) -> bool:
    """Whether one of the spans holds the whole of `span`; the spans are disjoint."""
    return any(start <= span[0] and span[1] <= end for start, end in spans)
