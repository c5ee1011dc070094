"""People work and rest when they asked to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scheduler.count.case import Case
from scheduler.goals.goal import Goal, Tally, Weight, whole_points
from scheduler.goals.terms.asked import Asked
from scheduler.goals.terms.own import OwnDay, OwnDays
from scheduler.operation import Wish


class Wishes(Goal):
    """Each unmet wish costs its row's weight, times `weight`.

    `work` is unmet where the agent does not work that very shift (any, where none is named) on that date, a day of
    leave included; `off` is unmet where the agent does. Rows outside the horizon cost nothing.
    """

    rank: ClassVar[int] = 5
    at_stake: ClassVar[str] = "a wish is met by it"
    weight: Weight = 1

    def terms(self, asked: Asked) -> Iterator[OwnDays]:
        rows = [wish for wish in asked.operation.wishes if asked.horizon.holds(wish.day)]
        days = (OwnDay(wish.agent, wish.day, self._points(wish), wish.shift or "") for wish in rows)
        yield OwnDays(tuple(days), sum(self.weight * wish.weight for wish in rows if wish.wish == "work"))

    def _points(self, wish: Wish) -> float:
        """Points for an agent who works as the wish says: below 0 for a wish to work."""
        return self.weight * wish.weight * (1 if wish.wish == "off" else -1)

    def is_asked(self, asked: Asked) -> bool:
        return any(asked.horizon.holds(wish.day) for wish in asked.operation.wishes)

    def count(self, case: Case) -> Tally:
        worked = {(duty.agent, duty.day): duty.shift for duty in case.roster.duties}
        rows = [wish for wish in case.operation.wishes if case.horizon.holds(wish.day)]
        unmet = [wish for wish in rows if not met(wish, worked.get((wish.agent, wish.day)))]
        points = self.weight * sum(wish.weight for wish in unmet)
        return Tally(whole_points(points), len(unmet), f"unmet wishes of {len(rows)}")


def met(wish: Wish, shift: str | None) -> bool:
    """Whether a wish is met by the shift worked on its date (None: a day off)."""
    works = shift is not None and wish.shift in (None, shift)
    return works == (wish.wish == "work")
