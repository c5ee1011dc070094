"""What comes right after open minutes: blocks that change hands, and changes within a window without an overlap."""

from __future__ import annotations

from ortools.sat.python import cp_model

from scheduler.model.escalation.draft import Draft
from scheduler.model.escalation.holder_line import within
from scheduler.operation import Tier


class Splitting:
    """Terms of the objective: splits and missing overlaps, and (much smaller) any change of hands."""

    def __init__(self, draft: Draft, every_change: bool) -> None:
        """`every_change` also counts changes where blocks may change hands: they need a variable for each slot."""
        self.draft = draft
        self.splits: list[cp_model.LinearExprT] = []
        self.overlaps: list[cp_model.LinearExprT] = []
        self.changes: list[cp_model.LinearExprT] = []
        self.inside: list[cp_model.LinearExprT] = []
        """Changes within windows, also of one that the horizon's start cuts."""
        for place, tier in enumerate(draft.scene.tiers):
            if tier.cover.block != "any" or tier.cover.handover_minutes or every_change:
                self._tier(place, tier)

    def _tier(self, place: int, tier: Tier) -> None:
        slots = self.draft.slots[tier.cover.name]
        by_block: dict[int, list[cp_model.LinearExprT]] = {}
        holds_on = self.draft.scene.go_on(tier)
        for number, slot in enumerate(slots):
            first = number == 0 or slots[number - 1].block != slot.block
            inside = number > 0 and slots[number - 1].window == slot.window
            for name, var in self.draft.by_slot[place, number].items():
                begins = var if first else self._begins(place, number, name)
                if number == 0 and tier.cover.block == "any" and name in holds_on:
                    begins = 0
                by_block.setdefault(slot.block, []).append(begins)
                if inside or (number == 0 and holds_on):
                    self.inside.append(begins)
                if inside and tier.cover.handover_minutes:
                    self._overlap(place, tier, number, name, begins)
        for block, begun in by_block.items():
            if tier.cover.block != "any":
                self._split(tier, begun, self._goes_on(place, block))
            else:
                self.changes += begun

    def _begins(self, place: int, number: int, name: str) -> cp_model.LinearExprT:
        """Whether the agent holds a place in the slot and held none of the tier in the one before."""
        var = self.draft.by_slot[place, number][name]
        before = self.draft.by_slot[place, number - 1].get(name)
        if before is None:
            return var
        begins = self.draft.model.new_bool_var("")
        self.draft.model.add(begins >= var - before)
        return begins

    def _goes_on(self, place: int, block: int) -> list[cp_model.LinearExprT]:
        """Holders of before who do not go on with a block that the horizon's start cuts, a term each."""
        holders = self.draft.by_slot[place, 0]
        own = self.draft.scene.go_on(self.draft.scene.tiers[place]) if block == 0 else set()
        return [1 - holders[name] for name in sorted(own & holders.keys())]

    def _split(self, tier: Tier, begun: list[cp_model.LinearExprT], lost: list[cp_model.LinearExprT]) -> None:
        """Stretches beyond the number of places."""
        splits = self.draft.model.new_int_var(0, len(begun), "")
        self.draft.model.add(splits >= sum(begun) - tier.agents)
        self.splits += [splits, *lost]

    def _overlap(self, place: int, tier: Tier, number: int, name: str, begins: cp_model.LinearExprT) -> None:
        """A change is missing its overlap where the current line does not let the agent come so much before."""
        start = self.draft.slots[tier.cover.name][number].start
        early = (start - tier.cover.handover_minutes, start)
        known = self.draft.stays[place, name]
        bad = [take for take, spans in zip(self.draft.takes[name], known, strict=True) if not within(early, spans)]
        if len(bad) == len(known):
            self.overlaps.append(begins)
        elif bad:
            missing = self.draft.model.new_bool_var("")
            self.draft.model.add(missing >= begins + sum(bad) - 1)
            self.overlaps.append(missing)
