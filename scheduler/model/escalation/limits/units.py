"""Who holds which block or window of a duty, as variables: what limits on sequences count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from scheduler.clock import Horizon
from scheduler.model.escalation.draft import Draft
from scheduler.model.escalation.scene import Past, Scene
from scheduler.operation import Cover
from scheduler.operation.duty_blocks import blocks_of

LOOK_BACK = 8
"""The least weeks of history that limits on duties look at."""
Holds = Any
"""A variable, or 0 or 1 where it is known."""


@dataclass(eq=False)
class Unit:
    """One block of a duty (or window, where its block is any), before the horizon or in it."""

    day: date
    numbers: list[int]
    """Its slots in the horizon."""
    before: list[Past] = field(default_factory=list)
    """Who held it before the horizon."""


class Units:
    """The units of one duty in the order of time, and whether an agent holds them."""

    def __init__(self, draft: Draft, cover: Cover, by_window: bool, exact: bool = False) -> None:
        """Without `exact`, a variable may be 1 though the agent holds nothing: enough for limits from above."""
        self.draft, self.cover, self.by_window, self.exact = draft, cover, by_window, exact
        scene = draft.scene
        slots = draft.slots[cover.name]
        groups: dict[int, list[int]] = defaultdict(list)
        for number, slot in enumerate(slots):
            groups[slot.window if by_window else slot.block].append(number)
        windows = [window for block in scene.blocks[cover.name] for window in block.windows]
        days = [one.day for one in (windows if by_window else scene.blocks[cover.name])]
        self.inside = [Unit(days[place], numbers) for place, numbers in sorted(groups.items())]
        self.past = self._before(scene)
        self._known: dict[tuple[Unit, str, frozenset[int]], Holds] = {}

    def _before(self, scene: Scene) -> list[Unit]:
        """Units before the horizon of which it is known who held them; one that reaches into it is joined to it."""
        own = [past for past in scene.past if past.cover == self.cover.name]
        if not own:
            return []
        weeks = max(LOOK_BACK, (scene.horizon.first - min(past.day for past in own)).days // 7 + 1)
        span = Horizon(scene.horizon.first - timedelta(days=7 * weeks), weeks + 1, scene.horizon.time_zone)
        shift = scene.horizon.minute(span.start)
        blocks = blocks_of(scene.operation, span, self.cover)
        spans = [(one.day, one.start + shift, one.end + shift) for block in blocks
                 for one in (block.windows if self.by_window else [block])]  # fmt: skip
        found = []
        for day, start, end in spans:
            rows = [past for past in own if past.start < min(end, 0) and start < past.end]
            if start < 0 < end and self.inside:
                self.inside[0].before += rows  # a weekend that the horizon cuts has another date there
            elif start < 0:
                found.append(Unit(day, [], rows))
        return found

    @property
    def every(self) -> list[Unit]:
        return [*self.past, *self.inside]

    def held(self, unit: Unit, name: str, places: Iterable[int]) -> Holds:
        """Whether the agent holds any of the unit in one of the tiers: a variable, or 0 or 1 where it is known."""
        chosen = frozenset(places)
        key = (unit, name, chosen)
        if key not in self._known:
            self._known[key] = self._held(unit, name, chosen)
        return self._known[key]

    def _held(self, unit: Unit, name: str, places: frozenset[int]) -> Holds:
        draft = self.draft
        names = {draft.scene.tiers[place].name for place in places}
        if any(past.agent == name and past.tier in names for past in unit.before):
            return 1
        own = [draft.holds[place, number, name] for number in unit.numbers for place in places
               if (place, number, name) in draft.holds]  # fmt: skip
        if len(own) < 2:
            return own[0] if own else 0
        whole = draft.model.new_bool_var("")
        for var in own:
            draft.model.add_implication(var, whole)
        if self.exact:
            draft.model.add_bool_or([whole.negated(), *own])
        return whole

    def tiers(self) -> list[int]:
        return self.draft.scene.of_cover(self.cover.name)


def at_most(draft: Draft, held: Iterable[Holds], most: int) -> None:
    """Allow at most so many of these to be held; what is held already only counts against the others."""
    known = [one for one in held if not isinstance(one, int)]
    left = max(0, most - sum(one for one in held if isinstance(one, int)))
    if len(known) > left:
        draft.model.add(sum(known) <= left)
