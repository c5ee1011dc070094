"""Duties dealt out over the shifts of a finished roster, by CP-SAT: open minutes first, then splits, then the rest."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from scheduler.clock import Horizon
from scheduler.model.escalation.answers import as_planned, evened, filled, limited, solved
from scheduler.model.escalation.dealing.hand import Hand, PlanInHand
from scheduler.model.escalation.dealing.parts import keep_the_end, may_be_shared_again, parts_of
from scheduler.model.escalation.dealing.told import held_rows, standby_rows
from scheduler.model.escalation.draft import Draft
from scheduler.model.escalation.kinds import placed_tiers, priced_covers
from scheduler.model.escalation.limits.priced import PARTS, Priced
from scheduler.model.escalation.plan import NOT_FIRM, DutyPlan, Effort
from scheduler.model.escalation.scene import Among, Scene, past_of
from scheduler.operation import Operation, Tier, Worked
from scheduler.operation.duty_hours import merged
from scheduler.problem.needs.away import Span
from scheduler.roster import HANDOVER, Activity, Held, Roster

BUDGET = 2.0
"""CP-SAT's own seconds, which are the same on every machine: the same duties come back for the same shifts."""
PRICED_EFFORT = Effort(1e9, 30.0)
"""The effort of a plan whose windows goals price, in a solve without a clock: enough to prove the least points."""
MOST_HOLDS = 15_000
"""Variables of a given plan that is dealt out anew, to leave less open and share it evenly; a larger one stands."""


@dataclass(frozen=True)
class Dealing:
    """Settings of dealing duties out."""

    plan: PlanInHand | None = None
    """Who holds what of the tiers that the roster was made for."""
    anew: bool = True
    """Whether the plan is dealt out anew, beginning with what it holds; else it stands."""
    priced: Effort = PRICED_EFFORT
    """The effort of a plan whose windows goals price."""
    only_goals: Sequence[str] = ()
    """Goals that price windows; empty: all that do."""


@dataclass(frozen=True)
class Dealt:
    """Who holds the placed tiers, and what CP-SAT says of it."""

    held: tuple[Held, ...]
    standby: tuple[Activity, ...]
    seconds: float = 0.0
    """Seconds of the clock that dealing the duties out has taken."""
    open_by_tier: dict[str, int] = field(default_factory=dict)
    """Label -> agent-minutes open."""
    points: dict[str, float] = field(default_factory=dict)
    """Goal that prices windows -> its points, by the plan's own sum."""
    points_least: float = 0.0
    """The least points that these goals can have together over the shifts of the roster."""

    def open_of(self, labels: Collection[str]) -> int:
        """Agent-minutes that stay open of some tiers, by the plan's own sum."""
        return sum(minutes for label, minutes in self.open_by_tier.items() if label in labels)


def dealt(
    operation: Operation,
    horizon: Horizon,
    roster: Roster,
    dealing: Dealing | None = None,
    kept: Sequence[Tier] = (),
) -> Dealt:
    """Deal the placed tiers out over the roster's shifts; nothing is dealt where no tier is placed.

    CP-SAT begins with the plan that the roster was made for; a large one is kept if nothing of it stays open, and any
    that is not dealt out anew. If tiers are `kept`, these are dealt instead: what the plan leaves open stays open,
    what is held is shared evenly.
    """
    dealing = dealing or Dealing()
    tiers, plan, anew = kept or placed_tiers(operation, horizon), dealing.plan or {}, dealing.anew
    priced = priced_covers(operation, dealing.only_goals)
    groups = groups_of(tiers, priced)
    efforts = [dealing.priced if any(tier.cover.name in priced for tier in group) else Effort(1e9, BUDGET)
               for group in groups]  # fmt: skip
    parts = parts_of(horizon, whole=bool(priced)) if tiers else []
    done: list[list[Dealt]] = []
    for part in parts:
        known, past = _as_of(operation, roster, part), past_of(operation, part, _rows(done))
        hand = _within_part(plan, horizon, part)
        scenes = [Scene(known, part, group, past, only_goals=dealing.only_goals) for group in groups]
        done.append([_part(scene, roster, hand, effort, bool(kept), anew)
                     for scene, effort in zip(scenes, efforts, strict=True)])  # fmt: skip
    for at, part in enumerate(parts if anew and len(parts) > 1 else ()):
        known, past = _as_of(operation, roster, part), past_of(operation, part, _rows(done[:at]))
        for number, group in enumerate(groups):
            if may_be_shared_again(group):
                later = [row for others in done[at + 1 :] for row in others[number].standby]
                scene = Scene(known, part, group, past, None, Among(horizon, later), dealing.only_goals)
                hand = _in_hand(part, group, done[at][number])
                done[at][number] = _part(scene, roster, hand, efforts[number], kept=True)
    return _joined([one for groups in done for one in groups])


def _rows(done: Sequence[Sequence[Dealt]]) -> list[Held]:
    return [row for groups in done for one in groups for row in one.held]


def _in_hand(part: Horizon, tiers: Sequence[Tier], one: Dealt) -> PlanInHand:
    """What was dealt out, as a given plan."""
    labels = {(tier.cover.name, tier.name): tier.label for tier in tiers}
    found: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for row in one.held:
        if row.agent and row.kind != HANDOVER:
            found[labels[row.cover, row.tier], row.agent].append((part.minute(row.start), part.minute(row.end)))
    return {key: merged(own) for key, own in found.items()}


def _within_part(plan: PlanInHand, horizon: Horizon, part: Horizon) -> PlanInHand:
    """The stays of the plan in the weeks of a part, in minutes from the part's start."""
    ahead = horizon.minute(part.start)
    found = {key: [(start - ahead, end - ahead) for start, end in own if ahead < end and start < ahead + part.minutes]
             for key, own in plan.items()}  # fmt: skip
    return {key: own for key, own in found.items() if own}


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
    started, hand = time.perf_counter(), Hand(scene, roster, plan)
    draft = hand.draft(only_holders=True)
    planned = as_planned(draft, hand.held)
    opened = any(planned.open_minutes.values()) and not kept
    if anew and (opened or not hand.held or hand.size(draft) <= MOST_HOLDS):
        draft, planned = _anew(hand, effort, opened, kept)
    held, standby, priced = tuple(held_rows(draft, planned)), tuple(standby_rows(draft, planned)), Priced(draft)
    points = priced.counted(priced.held_in(planned.holds)) if priced.goals else {}
    seconds, least = time.perf_counter() - started, priced.whole(planned.priced_least / PARTS)
    return Dealt(held, standby, seconds, _by_tier(draft, planned), points, least)


def _anew(hand: Hand, effort: Effort, opened: bool, kept: bool) -> tuple[Draft, DutyPlan]:
    """The current plan filled and, where it is not too large, solved again or shared evenly."""
    draft = hand.draft()
    planned, small = as_planned(draft, hand.held), len(draft.holds) <= MOST_HOLDS
    if hand.held and opened:
        limited(draft)
        planned = filled(draft, planned, effort)
        opened = any(planned.open_minutes.values())
        draft = hand.draft() if small else draft  # what follows adds the limits anew
    if not (hand.held or kept) or (small and (opened or Priced(draft).goals)):
        before = planned.held if hand.held else None
        planned = _filled_up(hand, solved(draft, effort, True, before) or planned, effort)
    elif small:
        keep_the_end(draft, planned)
        planned = evened(draft, planned, effort)
    return draft, planned


def _filled_up(hand: Hand, planned: DutyPlan, effort: Effort) -> DutyPlan:
    """The plan, filled where a solve did not prove it full, in a model of its own: steps of a solve bind theirs."""
    opened = [key for key, minutes in planned.open_minutes.items() if minutes]
    if not opened or (planned.least and all(priority < NOT_FIRM for priority, _ in opened)):
        return planned
    draft = hand.draft()
    limited(draft)
    return filled(draft, planned, effort)


def groups_of(tiers: Sequence[Tier], priced: Collection[str] = ()) -> list[list[Tier]]:
    """Tiers that matter to each other: of one duty, of duties that exclude each other, all standby, all `priced`."""
    groups: list[list[Tier]] = []
    for tier in tiers:
        near = [group for group in groups if any(_matter(tier, other, priced) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([*(other for group in near for other in group), tier])
    order = {tier.label: place for place, tier in enumerate(tiers)}
    return [sorted(group, key=lambda tier: order[tier.label]) for group in groups]


def _matter(one: Tier, other: Tier, priced: Collection[str]) -> bool:
    named = {*one.cover.apart_from, *one.cover.not_beside}, {*other.cover.apart_from, *other.cover.not_beside}
    same = one.cover.name == other.cover.name or (one.cover.name in priced and other.cover.name in priced)
    return same or (one.on_call and other.on_call) or other.cover.name in named[0] or one.cover.name in named[1]


def _by_tier(draft: Draft, planned: DutyPlan) -> dict[str, int]:
    """Label -> agent-minutes open."""
    found: dict[str, int] = defaultdict(int)
    for (place, number), names in planned.holds.items():
        tier = draft.scene.tiers[place]
        found[tier.label] += (tier.agents - len(names)) * draft.slots[tier.cover.name][number].minutes
    return dict(found)


def _joined(parts: Sequence[Dealt]) -> Dealt:
    """One answer made of those of groups and of parts of the horizon."""
    held = tuple(sorted((row for one in parts for row in one.held), key=_order))
    standby = tuple(row for one in parts for row in one.standby)
    by_tier = dict(sum((Counter(one.open_by_tier) for one in parts), Counter()))
    seconds = sum(one.seconds for one in parts)
    points: dict[str, float] = defaultdict(float)
    for goal, more in (row for one in parts for row in one.points.items()):
        points[goal] += more
    return Dealt(held, standby, seconds, by_tier, dict(points), sum(one.points_least for one in parts))


def _order(row: Held) -> tuple[str, object, str, str]:
    return (row.cover, row.start, row.tier, row.agent)
