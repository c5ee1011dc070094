"""The CP-SAT model of a plan of duties: which line each holder works, and which places of which duties are held."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from ortools.sat.python import cp_model

from scheduler.model.escalation.edges import are_tied, limit_edges
from scheduler.model.escalation.holder_line import Lines, stays, within
from scheduler.model.escalation.scene import Scene
from scheduler.model.escalation.slots import Slot, slots_of
from scheduler.operation import Cover
from scheduler.operation.duty_hours import merged
from scheduler.problem.needs.away import Span

Stays = Mapping[tuple[int, str], Sequence[Sequence[Span]]]
"""(tier, agent) -> for each line, when it lets the agent hold a place."""


class Draft:
    """Variables and the limits that bind places: as many holders as there are places, no agent in two."""

    def __init__(
        self,
        scene: Scene,
        lines: Lines,
        known: Stays | None = None,
        cuts: Mapping[str, Collection[int]] | None = None,
        fine: bool = True,
        together: bool = True,
    ) -> None:
        """`known` says when lines let agents hold tiers, where that is not what the shifts alone say.

        `cuts` are more minutes, by duty, at which places may change hands; `fine` adds those that limits ask for.
        Without `together`, duties do not exclude each other.
        """
        self.scene, self.lines, self.cuts, self.fine = scene, lines, cuts or {}, fine
        self.model = cp_model.CpModel()
        self.takes = {name: [self.model.new_bool_var("") for _ in own] for name, own in lines.items()}
        for own in self.takes.values():
            self.model.add_exactly_one(own)
        self.stays: Stays = known or self._stays()
        self.slots: dict[str, list[Slot]] = {cover.name: self._slots(cover) for cover in scene.covers}
        self.holds: dict[tuple[int, int, str], cp_model.IntVar] = {}
        """(tier, slot of its duty, agent) -> whether the agent holds a place."""
        self._standing: dict[tuple[int, int, str], cp_model.IntVar] = {}
        self.by_slot: dict[tuple[int, int], dict[str, cp_model.IntVar]] = defaultdict(dict)
        self.open: dict[tuple[int, int], cp_model.IntVar] = {}
        """(tier, slot) -> open places."""
        for place in range(len(scene.tiers)):
            self._place(place)
        self._one_place()
        if together:
            self._one_standby()
            self._apart()

    def _stays(self) -> Stays:
        found = {}
        for place, tier in enumerate(self.scene.tiers):
            for name in self.scene.able[place]:
                found[place, name] = [stays(self.scene, tier, line) for line in self.lines.get(name, ())]
        return found

    def _slots(self, cover: Cover) -> list[Slot]:
        tied = [other for other in self.scene.covers if other is cover or (self.fine and are_tied(cover, other))]
        places = [place for other in tied for place in self.scene.of_cover(other.name)]
        edges = {edge for place in places for name in self.scene.able[place]
                 for spans in self.stays[place, name] for span in spans for edge in span}  # fmt: skip
        edges |= {cut for other in tied for cut in self.cuts.get(other.name, ())}
        if self.fine:
            own = {name: self.lines.get(name, ()) for name in self.holders(cover.name)}
            edges |= limit_edges(self.scene, cover, own)
        found = slots_of(self.scene.blocks[cover.name], edges, cover.handover_minutes)
        longest = min((60 * tier.longest for tier in cover.parts if tier.longest is not None), default=None)
        return found if longest is None else [part for slot in found for part in slot.parts(round(longest))]

    def stands(self, place: int, number: int, name: str) -> cp_model.IntVar | None:
        """Whether the agent stands by in a slot of a tier, which who holds it at work does not; None: never."""
        var = self.holds.get((place, number, name))
        tier = self.scene.tiers[place]
        if var is None or not tier.held_at_work:
            return var
        slot = self.slots[tier.cover.name][number]
        before = [span for span in self.scene.shifts_before[name] if span[1] > 0]
        inside = [take for take, line in zip(self.takes[name], self.lines[name], strict=True)
                  if within(slot.span, [*before, *line.shifts])]  # fmt: skip
        if not inside:
            return var
        key = place, number, name
        if key not in self._standing:
            self._standing[key] = self.model.new_bool_var("")
            self.model.add(self._standing[key] >= var - sum(inside))
        return self._standing[key]

    def _place(self, place: int) -> None:
        """Each place of a tier has a holder or is open, slot by slot."""
        tier = self.scene.tiers[place]
        fits = self._fits(place)
        for number in range(len(self.slots[tier.cover.name])):
            for name, lines in fits[number].items():
                self._may_hold(place, number, name, lines)
            holders = self.by_slot[place, number].values()
            self.open[place, number] = left = self.model.new_int_var(0, tier.agents, "")
            self.model.add(sum(holders) + left == tier.agents)

    def _fits(self, place: int) -> list[dict[str, list[int]]]:
        """Slot by slot of a tier: agent -> numbers of the lines that let the agent hold a place in the whole of it."""
        slots = self.slots[self.scene.tiers[place].cover.name]
        starts = [slot.start for slot in slots]
        found: list[dict[str, list[int]]] = [{} for _ in slots]
        for name in self.scene.able[place]:
            for line, spans in enumerate(self.stays[place, name]):
                for start, end in spans:
                    for number in range(bisect_left(starts, start), bisect_left(starts, end)):
                        if slots[number].end <= end:
                            found[number].setdefault(name, []).append(line)
        return found

    def _may_hold(self, place: int, number: int, name: str, lines: Sequence[int]) -> None:
        """A variable for the place of a slot that only some lines let the agent hold; it binds the choice of lines."""
        var = self.model.new_bool_var("")
        self.holds[place, number, name] = self.by_slot[place, number][name] = var
        if len(lines) < len(self.stays[place, name]):
            self.model.add_bool_or([var.negated(), *(self.takes[name][line] for line in lines)])

    def _one_place(self) -> None:
        """An agent holds at most one place of a duty at an instant."""
        for cover in self.scene.covers:
            places = self.scene.of_cover(cover.name)
            for number in range(len(self.slots[cover.name])) if len(places) > 1 else ():
                own: dict[str, list[cp_model.IntVar]] = defaultdict(list)
                for place in places:
                    for name, var in self.by_slot[place, number].items():
                        own[name].append(var)
                for some in own.values():
                    if len(some) > 1:
                        self.model.add_at_most_one(some)

    def _one_standby(self) -> None:
        """An agent stands by for at most one duty at an instant."""
        on_call = [place for place, tier in enumerate(self.scene.tiers) if tier.on_call]
        self._exclude([(one, other) for one in on_call for other in on_call if self._apart_covers(one, other)])

    def _apart_covers(self, one: int, other: int) -> bool:
        return self.scene.tiers[one].cover.name < self.scene.tiers[other].cover.name

    def _apart(self) -> None:
        """Let no agent hold two duties at once of which one names the other in `apart_from`."""
        tiers = self.scene.tiers
        pairs = []
        for one, first in enumerate(tiers):
            for other, second in enumerate(tiers):
                named = second.cover.name in first.cover.apart_from or first.cover.name in second.cover.apart_from
                if self._apart_covers(one, other) and named and not (first.on_call and second.on_call):
                    pairs.append((one, other))
        self._exclude(pairs)

    def _exclude(self, pairs: Sequence[tuple[int, int]]) -> None:
        """No agent holds both tiers of a pair at an instant."""
        for one, other in pairs:
            shared = {*self.scene.able[one]} & {*self.scene.able[other]}
            for first, second in self.overlapping(one, other) if shared else ():
                for name in sorted(self.by_slot[one, first].keys() & self.by_slot[other, second].keys()):
                    both = self.by_slot[one, first][name], self.by_slot[other, second][name]
                    self.model.add_at_most_one(both)

    def overlapping(self, one: int, other: int) -> Iterator[tuple[int, int]]:
        """Slots of two tiers that share minutes."""
        first, second = (self.slots[self.scene.tiers[place].cover.name] for place in (one, other))
        at = 0
        for number, slot in enumerate(first):
            while at < len(second) and second[at].end <= slot.start:
                at += 1
            reach = at
            while reach < len(second) and second[reach].start < slot.end:
                yield number, reach
                reach += 1

    def any_tier(self, cover: str, number: int, name: str) -> list[cp_model.IntVar]:
        """The variables of an agent in a slot of a duty, whatever the tier: at most one of them is 1."""
        places = self.scene.of_cover(cover)
        return [self.holds[place, number, name] for place in places if (place, number, name) in self.holds]

    def holders(self, cover: str) -> list[str]:
        """Everybody who may hold a place of the duty."""
        return sorted({name for place in self.scene.of_cover(cover) for name in self.scene.able[place]})

    def held(self, found: Mapping[tuple[int, int], Sequence[str]]) -> dict[tuple[int, str], list[Span]]:
        """(tier, agent) -> when the agent holds a place: sorted and disjoint spans; `found` is by (tier, slot)."""
        spans: dict[tuple[int, str], list[Span]] = {}
        for (place, number), names in found.items():
            slot = self.slots[self.scene.tiers[place].cover.name][number]
            for name in names:
                spans.setdefault((place, name), []).append(slot.span)
        return {key: merged(own) for key, own in spans.items()}
