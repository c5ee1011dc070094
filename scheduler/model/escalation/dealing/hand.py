"""What agents work in a finished roster, what their shifts let them hold, and what they hold of a given plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from scheduler.count.cover_table import on_duty
from scheduler.count.presence import spans_of
from scheduler.model.escalation.draft import Draft, Stays
from scheduler.model.escalation.holder_line import HolderLine, stays
from scheduler.model.escalation.scene import Scene
from scheduler.operation.duty_hours import merged
from scheduler.problem.needs.away import Span
from scheduler.roster import Roster

PlanInHand = Mapping[tuple[str, str], Sequence[Span]]
"""(label of a tier, agent) -> when the agent holds a place: minutes from the horizon's start."""


class Hand:
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
        """The model over the current lines, of all or of those who hold something: a large one takes seconds."""
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
        """Variables of a model of all who may hold a tier, as an estimate: it counts the draft's slots."""
        tiers = enumerate(self.scene.tiers)
        return sum(len(draft.slots[tier.cover.name]) * len(self.scene.able[place]) for place, tier in tiers)


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
