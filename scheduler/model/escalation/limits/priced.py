"""What goals ask of a plan of duties: points of windows, of pairs of windows, and of the largest of some sums."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from math import ceil

from ortools.sat.python import cp_model

from scheduler.goals import terms_of
from scheduler.goals.terms.duty import DutyPairs, DutyPlaces, LargestOf, Window, largest
from scheduler.goals.terms.spoken import Terms
from scheduler.model.escalation.draft import Draft
from scheduler.model.escalation.kinds import priced_covers
from scheduler.model.escalation.limits.softer import fair_terms, line_terms
from scheduler.model.escalation.limits.units import Holds, Unit, Units

PARTS = 1000
"""Parts of a point: CP-SAT counts in whole numbers."""
LAST_BITS = 1e-6
Exprs = list[cp_model.LinearExprT]


class Priced:
    """Prices a draft's duty windows: as expressions for CP-SAT, and as points counted from a plan."""

    def __init__(self, draft: Draft) -> None:
        self.draft, scene = draft, draft.scene
        only, here = scene.only_goals, {cover.name for cover in scene.covers}
        known = priced_covers(scene.operation, only) & here
        terms = terms_of(scene.operation, scene.horizon, only_goals=only) if known else Terms({})
        self.places, self.pairs, self.largest = terms.of(DutyPlaces), terms.of(DutyPairs), terms.of(LargestOf)
        self.units: dict[str, Units] = {}
        self.by_window: dict[Window, list[Unit]] = defaultdict(list)
        self._known: dict[tuple[str, Window], Holds] = {}
        for cover in draft.scene.covers if self.goals else ():
            self.units[cover.name] = own = Units(draft, cover, by_window=True, exact=True)
            for unit in own.inside:  # a window that two blocks of a week share is two units
                self.by_window[cover.name, unit.day].append(unit)

    @property
    def goals(self) -> tuple[str, ...]:
        """The goals that price windows."""
        return tuple(dict.fromkeys(goal for goal, _ in (*self.places, *self.pairs, *self.largest)))

    def whole(self, least: float) -> float:
        """The least whole points that can be counted: each goal may be rounded down by half a point."""
        prices = [one for _, places in self.places for one in places.points.values()]
        prices += [one for _, pairs in self.pairs for one in pairs.points.values()]
        prices += [term.points for _, term in self.largest]
        broken = any(one % 1 for one in prices)
        return max(0.0, float(ceil(least - (0.5 * len(self.goals) if broken else 0.0) - LAST_BITS)))

    @cached_property
    def terms(self) -> Exprs:
        """The expressions of all goals, in parts of a point; they are made once, as each pair takes a variable."""
        return [*self._places(), *self._pairs(), *self._largest()]

    def _held(self, agent: str, window: Window) -> Holds:
        """Whether the agent holds a window; 0 where the draft does not have it."""
        key = agent, window
        if key not in self._known:
            self._known[key] = self._any([self.units[window[0]].held(unit, agent, self.units[window[0]].tiers())
                                          for unit in self.by_window.get(window, ())])  # fmt: skip
        return self._known[key]

    def _any(self, held: Sequence[Holds]) -> Holds:
        """Whether any of these is held: a variable, or 0 or 1 where it is known."""
        variables = [one for one in held if not isinstance(one, int)]
        if len(variables) < 2 or 1 in [one for one in held if isinstance(one, int)]:
            return max((one for one in held if isinstance(one, int)), default=0) or (variables[0] if variables else 0)
        found = self.draft.model.new_bool_var("")
        self.draft.model.add_max_equality(found, variables)
        return found

    def _places(self) -> Iterator[cp_model.LinearExprT]:
        for _, term in self.places:
            for (agent, window), points in term.points.items():
                yield round(PARTS * points) * self._held(agent, window)

    def _pairs(self) -> Iterator[cp_model.LinearExprT]:
        """Price holders of both windows of a pair: one variable for all if a window has one holder, else one each."""
        for _, term in self.pairs:
            for (first, second), points in term.points.items():
                holders = sorted({*self._holders(first)} & {*self._holders(second)})
                one = min(map(self._most, (first, second))) == 1
                shared = [self.draft.model.new_bool_var("")] if one and holders else []
                each = shared * len(holders) or [self.draft.model.new_bool_var("") for _ in holders]
                for agent, both in zip(holders, each, strict=True):
                    self.draft.model.add(both >= self._held(agent, first) + self._held(agent, second) - 1)
                yield round(PARTS * points) * sum(shared or each)

    def _most(self, window: Window) -> int:
        """How many agents may hold a part of the window; 2 stands for any number where it may change hands."""
        units, tiers = self.by_window.get(window, []), self.draft.scene.of_cover(window[0])
        if len(units) != 1 or len(units[0].numbers) > 1:
            return 2
        return sum(self.draft.scene.tiers[place].agents for place in tiers)

    def _holders(self, window: Window) -> list[str]:
        return self.draft.holders(window[0]) if window in self.by_window else []

    def _largest(self) -> Iterator[cp_model.LinearExprT]:
        for _, term in self.largest:
            sums = [self._sum(counted) for counted in term.sums]
            each = (sum(abs(times) * len(term.sums[at]) for at, times in one.items()) for one in term.of)
            most = max(each, default=0)
            top = self.draft.model.new_int_var(0, most // term.divisor + 1, "")
            for one in term.of:
                self.draft.model.add(term.divisor * top >= sum(times * sums[at] for at, times in one.items()))
            yield round(PARTS * term.points) * top

    def _sum(self, counted: frozenset[tuple[str, Window]]) -> cp_model.IntVar:
        """A variable for the number of pairs (agent, window) that are held."""
        found = self.draft.model.new_int_var(0, len(counted), "")
        self.draft.model.add(found == sum(self._held(agent, window) for agent, window in sorted(counted)))
        return found

    def held_in(self, holds: Mapping[tuple[int, int], Sequence[str]]) -> dict[str, frozenset[Window]]:
        """Agent -> the windows of which the agent holds a part; `holds` is by (tier, slot)."""
        found: dict[str, set[Window]] = defaultdict(set)
        for window, units in self.by_window.items():
            tiers, numbers = self.units[window[0]].tiers(), [number for unit in units for number in unit.numbers]
            for name in (name for place in tiers for number in numbers for name in holds.get((place, number), ())):
                found[name].add(window)
        return {name: frozenset(own) for name, own in found.items()}

    def counted(self, held: Mapping[str, frozenset[Window]]) -> dict[str, float]:
        """Goal -> points of a plan in which each agent holds those windows."""
        found: dict[str, float] = defaultdict(float)
        for goal, places in self.places:
            found[goal] += sum(points for (agent, one), points in places.points.items() if one in held.get(agent, ()))
        for goal, pairs in self.pairs:
            found[goal] += sum(
                points for both, points in pairs.points.items() for own in held.values() if own.issuperset(both)
            )
        for goal, term in self.largest:
            found[goal] += term.points * largest(term, held)
        return dict(found)


def priced_terms(draft: Draft) -> Exprs:
    """Expressions of goals that price windows, and of lines and fair shares beside them; none without such goals."""
    own = Priced(draft)
    if not own.goals:
        return []
    return [*own.terms, *(PARTS * term for term in (*line_terms(draft), *fair_terms(draft)))]
