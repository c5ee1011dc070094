"""Tries changes of a finished roster: does every limit hold, and does nothing that is preferred rise?

A change is judged by difference: the limits of the people whom it names, and the rows of the goals that it touches. The
tests hold that against `check` and `score` of the whole roster.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from scheduler.clock import Horizon
from scheduler.goals import Case, goals_of
from scheduler.goals.cover import Cover
from scheduler.goals.goal import one_of, whole_points
from scheduler.goals.headcount import Headcount
from scheduler.goals.meetings import Meetings
from scheduler.goals.terms.asked import Asked
from scheduler.judge.obliged import Mark
from scheduler.judge.trial.alone import Alone
from scheduler.judge.trial.broken import Broken, more_broken
from scheduler.judge.trial.limits import Limits
from scheduler.judge.trial.own import EMPTY, NOBODY, Change, Own, by_person, together
from scheduler.judge.trial.own_goals import OwnGoals
from scheduler.judge.trial.places import HeldDuties, Places
from scheduler.judge.trial.queues import Queues, Served, Work
from scheduler.judge.trial.shared_goals import DatedShift, HeadcountPoints, MeetingPoints
from scheduler.judge.trial.whole_goals import WholeGoals, parted
from scheduler.operation import Operation
from scheduler.requirement import Requirement
from scheduler.roster import Duty, Roster

Meets = set[tuple[str, int, int]]


@dataclass(frozen=True)
class Count:
    """What a change comes to: only the parts of the count that it touches."""

    works: dict[str, Work]
    served: Served
    own: dict[str, dict[str, float]]
    heads: dict[DatedShift, float]
    meets: dict[str, Meets]
    met: dict[int, float]
    held: HeldDuties
    exact: dict[str, float]
    """Points of each goal of the roster after the change, not rounded."""
    points: dict[str, int]
    """Whole points of each goal of the roster after the change."""

    @property
    def objective(self) -> int:
        return sum(self.points.values())


@dataclass(frozen=True)
class Terms:
    """The terms by which a roster is judged."""

    only_goals: Sequence[str] = ()
    """The goals that it was solved for; empty: all."""
    kept: Collection[Mark] = ()
    """Shifts that stay."""
    lexicographic: bool = False
    """Whether goals are in strict order, so that none may rise."""
    published: Roster | None = None
    """What people were told before."""


DEFAULT = Terms()


class Trial:
    """A roster, and what changes of it would come to; changes that are taken stay."""

    def __init__(
        self,
        operation: Operation,
        horizon: Horizon,
        requirement: Requirement,
        roster: Roster,
        terms: Terms = DEFAULT,
        case: Case | None = None,
    ) -> None:
        """`case` is the roster's own, where it was counted already: its tables are used."""
        self.operation, self.horizon, self.requirement = operation, horizon, requirement
        self.start, self.people, self.lexicographic = roster, by_person(roster), terms.lexicographic
        self.alone = Alone(operation, horizon)
        known = goals_of(operation)
        goals = {name: goal for name, goal in known.items() if not terms.only_goals or name in terms.only_goals}
        self.goals = goals
        self.limits = Limits(operation, horizon, roster, self.alone)
        self.queues = Queues(operation, horizon, requirement, self.alone)
        self.queues.weigh(goals)
        case = case or Case(operation, horizon, requirement, roster)
        own, whole = parted(goals, Asked(operation, horizon, requirement))
        self.own = OwnGoals(own, horizon, requirement, roster, self.alone, terms.published)
        self.whole = WholeGoals(whole, case, terms.published)
        self.heads = HeadcountPoints(operation, horizon, one_of(goals, Headcount))
        meetings = one_of(goals, Meetings) if roster.activities else None
        self.meetings = MeetingPoints(operation, horizon, meetings)
        self.places = Places(operation, horizon, one_of(goals, Cover), self.alone.staffed)
        self._faults: Broken | None = None
        self._tried: tuple[Change, Count] | None = None
        self._tried_faults: tuple[Change, Broken] | None = None
        """The change that was tried last, with what came of it: who takes it need not count again."""
        self.count = self._whole(case)

    @property
    def roster(self) -> Roster:
        """The roster with all changes that were taken."""
        return together(self.start, self.people)

    @property
    def named(self) -> bool:
        """Whether holders of duties are named."""
        return self.start.held is not None

    def own_of(self, agent: str) -> Own:
        """One person's rows as they are."""
        return self.people.get(agent, EMPTY)

    def breaks(self, change: Change) -> bool:
        """Whether a limit of somebody is broken by more after the change than before."""
        return self.breaks_own(change) or self._breaks_duty(change)

    def breaks_own(self, change: Change) -> bool:
        """Whether a limit of somebody is broken by more, the limits on holders of duties apart."""
        return any(self.limits.worse(agent, own, self.own_of(agent)) for agent, own in change.items())

    def _breaks_duty(self, change: Change) -> bool:
        if not self.places.may_fault(change, self.people, self.named):
            return False
        if self._faults is None:
            self._faults = self.places.faults(self._with({}))
        after = self.places.faults(self._with(change))
        self._tried_faults = (change, after)
        return more_broken(after, self._faults)

    def counted(self, change: Change, quick: bool = False, places: bool = True) -> Count:
        """The count after a change; `quick` as `Queues.after` says; without `places`, duties are taken as they are."""
        people = {agent: own for agent, own in change.items() if agent in self.alone.agents}
        works = {agent: self.queues.work(agent, own) for agent, own in people.items()}
        own = {agent: self.own.points(agent, rows) for agent, rows in people.items()}
        keys = self.heads.touched([*people.values(), *(self.own_of(agent) for agent in people)])
        heads = self.heads.points(keys, self._working(keys, people)) if keys else {}
        meets = {agent: self.meetings.rows(rows) for agent, rows in people.items()}
        meets = {agent: rows for agent, rows in meets.items() if rows != self.count.meets.get(agent, set())}
        only = {row[0] for agent, rows in meets.items() for row in rows ^ self.count.meets.get(agent, set())}
        met = self.meetings.points({**self.count.meets, **meets}, only) if only else {}
        touched = places and self.places.touches(change, self.people, self.named)
        held = self.places.count(self._with(change)) if touched else self.count.held
        served = self.queues.after(self.count.served, works, quick)
        return self._told(Count(works, served, own, heads, meets, met, held, {}, {}), change)

    def rises(self, count: Count) -> bool:
        """Whether the objective, or anything that stands before it, is more than it is; each level by itself.

        Where goals are in strict order, no goal may rise.
        """
        if count.held.worse(self.count.held) or count.objective > self.count.objective:
            return True
        return self.lexicographic and any(points > self.count.points[goal] for goal, points in count.points.items())

    def hopeless(self, count: Count) -> bool:
        """Whether the objective rises whatever becomes of duties; `count` is one without places."""
        cover = self.count.points.get(Cover.name, 0)
        others = any(points > self.count.points[goal] for goal, points in count.points.items())
        return count.objective - cover > self.count.objective or (self.lexicographic and others)

    def allowed(self, change: Change, thorough: bool = False) -> bool:
        """Whether every limit holds after the change as well as before, and nothing rises.

        Quick tests come first. Unless `thorough`, people of whom only their hours are known (last week's, who are at
        work when the horizon begins) stay where they are counted: then some change may be missed that they make up for.
        """
        if self.breaks_own(change):
            return False
        count = self.counted(change, quick=True, places=False)
        if self.hopeless(count) and (count.served.exact or not thorough):
            return False
        count = self.counted(change, quick=not thorough)
        self._tried = (change, count)
        return not self.rises(count) and not self._breaks_duty(change)

    def take(self, change: Change, quick: bool = False) -> None:
        """Keep a change; if `quick`, with a count that may be above the whole one, and never is below."""
        last, now = self._tried, self.count
        known = last is not None and last[0] is change and (quick or last[1].served.exact)
        count = last[1] if last is not None and known else self.counted(change, quick)
        self.queues.keep(count.works)
        self.count = Count(
            {}, count.served, {**now.own, **count.own}, {**now.heads, **count.heads}, {**now.meets, **count.meets},
            {**now.met, **count.met}, count.held, count.exact, count.points,
        )  # fmt: skip
        self.people = self._changed(change)
        for agent in change:
            self.limits.known.pop(agent, None)
        faults = self._tried_faults
        self._faults = faults[1] if faults is not None and faults[0] is change else None
        self._tried = self._tried_faults = None

    def _whole(self, case: Case) -> Count:
        people = {agent: self.people.get(agent, EMPTY) for agent in self.alone.agents}
        served = self.queues.all(case)
        own = {agent: self.own.points(agent, rows) for agent, rows in people.items()}
        heads = self.heads.points(self.heads.rows, self._working(self.heads.rows, {}))
        meets = {agent: self.meetings.rows(rows) for agent, rows in people.items()}
        held = self.places.count(self.start, case.cover)
        self.count = Count({}, served, {}, {}, {}, {}, held, {}, {})
        return self._told(Count({}, served, own, heads, meets, self.meetings.points(meets), held, {}, {}), {})

    def _told(self, part: Count, change: Change) -> Count:
        """The count with the points of the whole roster; `part` has what the change makes other than before."""
        now, exact = self.count, {**self.count.exact, **part.served.points, Cover.name: part.held.points}
        exact |= self.whole.points(together(self.start, self._changed(change))) if self.whole.goals else {}
        for agent, points in part.own.items():
            for goal, amount in points.items():
                exact[goal] = exact.get(goal, 0.0) + amount - now.own.get(agent, {}).get(goal, 0.0)
        for key, amount in part.heads.items():
            exact[Headcount.name] = exact.get(Headcount.name, 0.0) + amount - now.heads.get(key, 0.0)
        for number, amount in part.met.items():
            exact[Meetings.name] = exact.get(Meetings.name, 0.0) + amount - now.met.get(number, 0.0)
        whole: dict[str, int] = {goal: whole_points(exact.get(goal, 0.0)) for goal in self.goals}
        return replace(part, exact=exact, points=whole)

    def _changed(self, change: Change) -> dict[str, Own]:
        return {agent: own for agent, own in {**self.people, **change}.items() if own != EMPTY}

    def _with(self, change: Change) -> Roster:
        """The rows that duties are judged by, after a change."""
        return together(self.start, self.places.thin(self._changed(change)))

    def _working(self, keys: Iterable[DatedShift], change: Mapping[str, Own]) -> dict[DatedShift, list[Duty]]:
        """The shifts of some dates and shifts after a change."""
        wanted, found = {*keys}, defaultdict[DatedShift, list[Duty]](list)
        for agent, own in {**self.people, **change}.items() if wanted else ():
            for duty in own.duties if agent != NOBODY else ():
                if (duty.day, duty.shift) in wanted:
                    found[duty.day, duty.shift].append(duty)
        return dict(found)
