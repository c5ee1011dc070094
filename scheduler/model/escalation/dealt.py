"""Duties dealt out over the shifts of a finished roster, by CP-SAT: open minutes first, then splits, then the rest."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from scheduler.clock import Horizon
from scheduler.goals.cover_table import on_duty
from scheduler.goals.duty_hours import merged
from scheduler.goals.presence import spans_of
from scheduler.model.escalation.draft import Draft, Stays
from scheduler.model.escalation.holder_line import HolderLine, stays
from scheduler.model.escalation.kinds import placed_tiers
from scheduler.model.escalation.levels import Effort, Levels, Planned, Solved, Unanswered
from scheduler.model.escalation.pinned import pinned_units, unmet
from scheduler.model.escalation.resting import rest
from scheduler.model.escalation.scene import Scene, past_of
from scheduler.model.escalation.softer import soft_terms
from scheduler.model.escalation.spacing import longest, space
from scheduler.model.escalation.splitting import Splitting
from scheduler.model.escalation.told import held_rows, standby_rows
from scheduler.model.escalation.working import working
from scheduler.operation import Operation, Worked
from scheduler.problem.away import Span
from scheduler.roster import Activity, Held, Roster

BUDGET = 4.0
"""CP-SAT's own seconds, which are the same on every machine: the same duties come back for the same shifts."""
WEEKS = 4
"""Longer horizons are dealt out so many weeks at a time, each after what the weeks before hold."""


@dataclass(frozen=True)
class Dealt:
    """Who holds the placed tiers, and what CP-SAT says of it."""

    held: tuple[Held, ...]
    standby: tuple[Activity, ...]
    open_minutes: dict[tuple[int, int], int] = field(default_factory=dict)
    """(priority, rank of the tier) -> agent-minutes open."""
    least: dict[tuple[int, int], float] = field(default_factory=dict)
    """As many are proved least for these shifts."""
    seconds: float = 0.0
    open_by_tier: dict[str, int] = field(default_factory=dict)
    """Label -> agent-minutes open."""

    def open_of(self, labels: Collection[str]) -> int:
        """Agent-minutes that stay open of some tiers, by the plan's own sum."""
        return sum(minutes for label, minutes in self.open_by_tier.items() if label in labels)


def dealt(operation: Operation, horizon: Horizon, roster: Roster, budget: float = BUDGET) -> Dealt:
    """The placed tiers over the roster's shifts; nothing where no tier is placed."""
    tiers = placed_tiers(operation, horizon)
    if not tiers:
        return Dealt((), ())
    parts: list[Dealt] = []
    for first in range(0, horizon.weeks, WEEKS):
        weeks = min(WEEKS, horizon.weeks - first)
        part = replace(horizon, first=horizon.first + timedelta(days=7 * first), weeks=weeks)
        before = [row for one in parts for row in one.held]
        scene = Scene(_as_of(operation, roster, part), part, tiers, past_of(operation, part, before))
        parts.append(_part(scene, roster, Effort(1e9, budget)))
    return _joined(parts)


def _as_of(operation: Operation, roster: Roster, part: Horizon) -> Operation:
    """The operation with shifts of the roster before that part as history."""
    earlier = tuple(
        Worked(duty.agent, duty.day, duty.shift, duty.start, duty.end)
        for duty in roster.duties if duty.day < part.first
    )  # fmt: skip
    known = tuple(row for row in operation.history if not earlier or row.day < min(one.day for one in earlier))
    return replace(operation, history=(*known, *earlier)) if earlier else operation


def _part(scene: Scene, roster: Roster, effort: Effort) -> Dealt:
    lines = lines_in_hand(scene, roster)
    draft = Draft(scene, {name: [line] for name, line in lines.items()}, _known(scene, roster, lines))
    planned, _ = solved(draft, effort, every_change=True)
    held, standby = tuple(held_rows(draft, planned)), tuple(standby_rows(draft, planned))
    by_tier = _by_tier(draft, planned)
    return Dealt(held, standby, planned.open_minutes, planned.least, planned.seconds, by_tier)


def _by_tier(draft: Draft, planned: Planned) -> dict[str, int]:
    """Label -> agent-minutes open."""
    found: dict[str, int] = defaultdict(int)
    for (place, number), names in planned.holds.items():
        tier = draft.scene.tiers[place]
        found[tier.label] += (tier.agents - len(names)) * draft.slots[tier.cover.name][number].minutes
    return dict(found)


def solved(
    draft: Draft, effort: Effort, every_change: bool, hint: Solved | None = None
) -> tuple[Planned, Solved | None]:
    """The model's answer with every limit, and as a hint; without one in the time given, nobody holds anything."""
    limited(draft)
    splitting = Splitting(draft, every_change)
    levels = Levels(draft, splitting, effort, soft_terms(draft), unmet(draft))
    try:
        return levels.solve(hint), levels.solved
    except Unanswered:
        return levels.nothing(), levels.solved


def limited(draft: Draft) -> None:
    """Add every limit on holders to the model."""
    space(draft, pinned_units(draft))
    longest(draft)
    rest(draft)
    working(draft)


def lines_in_hand(scene: Scene, roster: Roster) -> dict[str, HolderLine]:
    """The shifts of everybody who may hold a placed tier."""
    rows, minute, found = roster.by_agent(), scene.horizon.minute, {}
    for name in scene.agents:
        own = [duty for duty in rows.get(name, []) if scene.horizon.holds(duty.day)]
        found[name] = HolderLine(
            name,
            tuple(scene.horizon.day_index(duty.day) for duty in own),
            tuple((minute(duty.start), minute(duty.end)) for duty in own),
            paid=tuple(duty.paid_minutes for duty in own),
        )
    return found


def _known(scene: Scene, roster: Roster, lines: dict[str, HolderLine]) -> Stays:
    """When the roster, activities included, lets agents hold each tier."""
    spans = spans_of(scene.operation, scene.horizon, roster)
    found: dict[tuple[int, str], Sequence[Sequence[Span]]] = {}
    for place, tier in enumerate(scene.tiers):
        there: dict[str, list[Span]] = defaultdict(list)
        for name, start, end in () if tier.on_call else on_duty(scene.operation, scene.horizon, roster, spans, tier):
            there[name].append((start, end))
        for name in scene.able[place]:
            own = stays(scene, tier, lines[name]) if tier.on_call else merged(there[name])
            found[place, name] = [own]
    return found


def _joined(parts: Sequence[Dealt]) -> Dealt:
    """One answer of parts that follow one another."""
    minutes: dict[tuple[int, int], int] = defaultdict(int)
    least: dict[tuple[int, int], float] = defaultdict(float)
    for one in parts:
        for key, value in one.open_minutes.items():
            minutes[key] += value
            least[key] += one.least.get(key, 0.0)
    held = tuple(sorted((row for one in parts for row in one.held), key=_order))
    standby = tuple(row for one in parts for row in one.standby)
    by_tier = dict(sum((Counter(one.open_by_tier) for one in parts), Counter()))
    seconds = sum(one.seconds for one in parts)
    return Dealt(held, standby, dict(minutes), dict(least), seconds, by_tier)


def _order(row: Held) -> tuple[str, object, str, str]:
    return (row.cover, row.start, row.tier, row.agent)
