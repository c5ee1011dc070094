"""Duties dealt out over the shifts of a finished roster, by CP-SAT: open minutes first, then splits, then the rest."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from scheduler.clock import Horizon
from scheduler.goals.cover_table import on_duty
from scheduler.goals.duty_hours import merged
from scheduler.goals.presence import spans_of
from scheduler.model.escalation.answers import as_planned, evened, filled, limited, solved
from scheduler.model.escalation.draft import Draft, Stays
from scheduler.model.escalation.holder_line import HolderLine, stays
from scheduler.model.escalation.kinds import placed_tiers
from scheduler.model.escalation.parts import keep_the_end, may_be_shared_again, parts_of
from scheduler.model.escalation.plan import Effort, Planned
from scheduler.model.escalation.scene import Among, Scene, past_of
from scheduler.model.escalation.told import held_rows, standby_rows
from scheduler.operation import Operation, Tier, Worked
from scheduler.problem.away import Span
from scheduler.roster import HANDOVER, Activity, Held, Roster

BUDGET = 2.0
"""CP-SAT's own seconds, which are the same on every machine: the same duties come back for the same shifts."""
MOST_HOLDS = 15_000
"""Variables of a plan in hand that is dealt out anew, to leave less open and share it evenly; a larger one stands."""

PlanInHand = Mapping[tuple[str, str], Sequence[Span]]
"""(label of a tier, agent) -> when the agent holds a place: minutes from the horizon's start."""


@dataclass(frozen=True)
class Dealt:
    """Who holds the placed tiers, and what CP-SAT says of it."""

    held: tuple[Held, ...]
    standby: tuple[Activity, ...]
    seconds: float = 0.0
    """Wall clock of dealing the duties out."""
    open_by_tier: dict[str, int] = field(default_factory=dict)
    """Label -> agent-minutes open."""

    def open_of(self, labels: Collection[str]) -> int:
        """Agent-minutes that stay open of some tiers, by the plan's own sum."""
        return sum(minutes for label, minutes in self.open_by_tier.items() if label in labels)


def dealt(
    operation: Operation,
    horizon: Horizon,
    roster: Roster,
    plan: PlanInHand | None = None,
    budget: float = BUDGET,
    kept: Sequence[Tier] = (),
    anew: bool = True,
) -> Dealt:
    """The placed tiers over the roster's shifts; nothing where no tier is placed.

    Or the tiers that are `kept` as the plan has them: what is open stays open, and the rest is shared evenly.
    A plan that the roster was made for is where CP-SAT begins; a large one is kept, if nothing of it stays open, and
    any that is not dealt out `anew`.
    """
    tiers, plan = kept or placed_tiers(operation, horizon), plan or {}
    groups, effort = groups_of(tiers), Effort(1e9, budget)
    parts = parts_of(horizon) if tiers else []
    done: list[list[Dealt]] = []
    for part in parts:
        known, past = _as_of(operation, roster, part), past_of(operation, part, _rows(done))
        hand = _of_part(plan, horizon, part)
        scenes = [Scene(known, part, group, past) for group in groups]
        done.append([_part(scene, roster, hand, effort, bool(kept), anew) for scene in scenes])
    for at, part in enumerate(parts if anew and len(parts) > 1 else ()):
        known, past = _as_of(operation, roster, part), past_of(operation, part, _rows(done[:at]))
        for number, group in enumerate(groups):
            if may_be_shared_again(group):
                later = [row for others in done[at + 1 :] for row in others[number].standby]
                scene = Scene(known, part, group, past, among=Among(horizon, later))
                hand = _in_hand(part, group, done[at][number])
                done[at][number] = _part(scene, roster, hand, effort, kept=True)
    return _joined([one for groups in done for one in groups])


def _rows(done: Sequence[Sequence[Dealt]]) -> list[Held]:
    return [row for groups in done for one in groups for row in one.held]


def _of_part(plan: PlanInHand, horizon: Horizon, part: Horizon) -> PlanInHand:
    """The plan in minutes from the part's start."""
    shift = horizon.minute(part.start)
    return {key: [(start - shift, end - shift) for start, end in own] for key, own in plan.items()}


def _in_hand(part: Horizon, tiers: Sequence[Tier], one: Dealt) -> PlanInHand:
    """What was dealt out, as a plan in hand."""
    labels = {(tier.cover.name, tier.name): tier.label for tier in tiers}
    found: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for row in one.held:
        if row.agent and row.kind != HANDOVER:
            found[labels[row.cover, row.tier], row.agent].append((part.minute(row.start), part.minute(row.end)))
    return {key: merged(own) for key, own in found.items()}


def _as_of(operation: Operation, roster: Roster, part: Horizon) -> Operation:
    """The operation with shifts of the roster before that part as history."""
    earlier = tuple(
        Worked(duty.agent, duty.day, duty.shift, duty.start, duty.end)
        for duty in roster.duties if duty.day < part.first
    )  # fmt: skip
    if not earlier:
        return operation
    first = min(row.day for row in earlier)
    known = (row for row in operation.history if row.day < first)
    return replace(operation, history=(*known, *earlier))


def _part(scene: Scene, roster: Roster, plan: PlanInHand, effort: Effort, kept: bool, anew: bool = True) -> Dealt:
    started, hand = time.perf_counter(), _Hand(scene, roster, plan)
    draft = hand.draft(only_holders=True)
    planned = as_planned(draft, hand.held)
    opened = any(planned.open_minutes.values()) and not kept
    if anew and (opened or not hand.held or hand.size(draft) <= MOST_HOLDS):
        draft, planned = _anew(hand, effort, opened, kept)
    held, standby = tuple(held_rows(draft, planned)), tuple(standby_rows(draft, planned))
    return Dealt(held, standby, time.perf_counter() - started, _by_tier(draft, planned))


def _anew(hand: _Hand, effort: Effort, opened: bool, kept: bool) -> tuple[Draft, Planned]:
    """The plan in hand filled and, where it is not too large, solved again or shared evenly."""
    draft = hand.draft()
    planned, small = as_planned(draft, hand.held), len(draft.holds) <= MOST_HOLDS
    if hand.held and opened:
        limited(draft)
        planned = filled(draft, planned, effort)
        opened = any(planned.open_minutes.values())
        draft = hand.draft() if small else draft  # what follows adds the limits anew
    if not (hand.held or kept) or (opened and small):
        before = planned.held if hand.held else None
        planned = filled(draft, solved(draft, effort, True, before) or planned, effort)
    elif small:
        keep_the_end(draft, planned)
        planned = evened(draft, planned, effort)
    return draft, planned


class _Hand:
    """What a scene's agents work, and what they hold of a plan that the roster was made for."""

    def __init__(self, scene: Scene, roster: Roster, plan: PlanInHand) -> None:
        labels = [tier.label for tier in scene.tiers]
        own = [row for row in roster.duties if row.agent in scene.agents]
        done = [row for row in roster.activities if row.agent in scene.agents]
        self.scene, self.roster = scene, replace(roster, duties=tuple(own), activities=tuple(done))
        self.held = {(labels.index(label), name): spans for (label, name), spans in plan.items() if label in labels}
        self.lines = lines_in_hand(scene, self.roster)
        self.known = _known(scene, self.roster, self.lines)

    def draft(self, only_holders: bool = False) -> Draft:
        """The model over the lines in hand, of all or of those who hold something: a large one takes seconds."""
        lines = {name: [line] for name, line in self.lines.items()}
        cuts: dict[str, list[int]] = defaultdict(list)
        for (place, _), own in self.held.items():
            cuts[self.scene.tiers[place].cover.name] += [edge for span in own for edge in span]
        idle: Sequence[Sequence[Span]] = [()]
        known = (
            {key: own if key in self.held else idle for key, own in self.known.items()} if only_holders else self.known
        )
        return Draft(self.scene, lines, known, cuts)

    def size(self, draft: Draft) -> int:
        """Variables at most of a plan for all, in slots of the draft."""
        tiers = enumerate(self.scene.tiers)
        return sum(len(draft.slots[tier.cover.name]) * len(self.scene.able[place]) for place, tier in tiers)


def groups_of(tiers: Sequence[Tier]) -> list[list[Tier]]:
    """Tiers that matter to each other: of one duty, of duties that exclude each other, and all standby."""
    groups: list[list[Tier]] = []
    for tier in tiers:
        near = [group for group in groups if any(_matter(tier, other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([*(other for group in near for other in group), tier])
    order = {tier.label: place for place, tier in enumerate(tiers)}
    return [sorted(group, key=lambda tier: order[tier.label]) for group in groups]


def _matter(one: Tier, other: Tier) -> bool:
    named = {*one.cover.apart_from, *one.cover.not_beside}, {*other.cover.apart_from, *other.cover.not_beside}
    same = one.cover.name == other.cover.name
    return same or (one.on_call and other.on_call) or other.cover.name in named[0] or one.cover.name in named[1]


def _by_tier(draft: Draft, planned: Planned) -> dict[str, int]:
    """Label -> agent-minutes open."""
    found: dict[str, int] = defaultdict(int)
    for (place, number), names in planned.holds.items():
        tier = draft.scene.tiers[place]
        found[tier.label] += (tier.agents - len(names)) * draft.slots[tier.cover.name][number].minutes
    return dict(found)


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


def _known(scene: Scene, roster: Roster, lines: Mapping[str, HolderLine]) -> Stays:
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
    held = tuple(sorted((row for one in parts for row in one.held), key=_order))
    standby = tuple(row for one in parts for row in one.standby)
    by_tier = dict(sum((Counter(one.open_by_tier) for one in parts), Counter()))
    seconds = sum(one.seconds for one in parts)
    return Dealt(held, standby, seconds, by_tier)


def _order(row: Held) -> tuple[str, object, str, str]:
    return (row.cover, row.start, row.tier, row.agent)
