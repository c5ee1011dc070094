"""What is decided so far of a long horizon: duties, and what people do in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from scheduler.clock import Horizon
from scheduler.goals import Case, goals_of
from scheduler.model.activities.unfold import Unfolded, unfolded
from scheduler.model.escalation.standby.standby import stand_by
from scheduler.model.run.dealt_later import without_planned
from scheduler.model.run.run import Run
from scheduler.operation import Operation
from scheduler.problem.automata.walk import is_legal
from scheduler.problem.weeks.part import Part
from scheduler.requirement import Requirement
from scheduler.roster import Activity, Duty, Roster


class Decided:
    """Duties and activities of the weeks solved so far."""

    def __init__(self, operation: Operation, horizon: Horizon) -> None:
        self.operation, self.horizon = operation, horizon
        self.duties: list[Duty] = []
        self.activities: list[Activity] = []

    def keep(self, part: Part, run: Run, stop: int) -> Unfolded:
        """Add the weeks of a part before week `stop`; returns the whole part."""
        done = _unfolded(part, run)
        duties = [duty for duty in done.roster.duties if self.horizon.week_index(duty.day) < stop]
        self.duties += duties
        self.activities += _during(done.roster.activities, duties)
        return done

    def forget(self, week: int, people: frozenset[str]) -> None:
        """Drop everything that those people do from that week on."""
        weeks = self.horizon.week_index
        self.duties = [one for one in self.duties if one.agent not in people or weeks(one.day) < week]
        self.activities = list(_during(self.activities, self.duties))

    def exchange(self, part: Part, run: Run, stop: int) -> Unfolded | None:
        """Put a part's weeks before week `stop` in the place of those that stand; None where a limit forbids it."""
        done = _unfolded(part, run)
        roster = done.roster
        first = self.horizon.week_index(part.horizon.first)
        new = [duty for duty in roster.duties if self.horizon.week_index(duty.day) < stop]
        stay = [duty for duty in self.duties if not first <= self.horizon.week_index(duty.day) < stop]
        if not self._is_legal([*stay, *new]):
            return None
        self.activities = [*_during(self.activities, stay), *_during(roster.activities, new)]
        self.duties = [*stay, *new]
        return done

    def _is_legal(self, everything: list[Duty]) -> bool:
        """Whether everybody whose duties change has a legal line from the horizon's first to its last day."""
        changed = {duty.agent for duty in {*everything} ^ {*self.duties}}
        lines: dict[str, list[Duty]] = defaultdict(list)
        for duty in everything:
            lines[duty.agent].append(duty)
        people = [agent for agent in self.operation.agents if agent.id in changed]
        return all(is_legal(self.operation, self.horizon, agent, lines[agent.id]) for agent in people)

    def points(
        self, requirement: Requirement, only_goals: Sequence[str], planned: Collection[str] = ()
    ) -> dict[str, int]:
        """Goal -> points counted for the decided roster, without tiers with the `planned` labels."""
        roster = self.roster()
        case = Case(self.operation, self.horizon, requirement, roster, None)
        goals = goals_of(self.operation).items()
        counted = {name: goal.count(case).points for name, goal in goals if not only_goals or name in only_goals}
        return without_planned(counted, self.operation, self.horizon, roster, planned)

    def roster(self) -> Roster:
        """Everything, with standby shared over the whole horizon."""
        duties = tuple(sorted(self.duties, key=lambda duty: (duty.agent, duty.day)))
        at_work = self.activities
        standby = [
            Activity(agent, self.horizon.moment(start), self.horizon.moment(end), name)
            for agent, rows in stand_by(self.operation, self.horizon, duties).items()
            for start, end, name in rows
        ]
        return Roster(duties, tuple(sorted([*at_work, *standby], key=lambda row: (row.agent, row.start))))


def _unfolded(part: Part, run: Run) -> Unfolded:
    best = run.board.best
    assert best is not None
    return unfolded(part.operation, run.serving, best.letter, best.pause, best.plan)


def _during(activities: Iterable[Activity], duties: Iterable[Duty]) -> list[Activity]:
    """The activities within those duties."""
    spans: dict[str, list[Duty]] = defaultdict(list)
    for duty in duties:
        spans[duty.agent].append(duty)
    found = []
    for agent, rows in _by_agent(activities).items():
        mine, at = sorted(spans.get(agent, ()), key=lambda duty: duty.start), 0
        for row in sorted(rows, key=lambda row: row.start):
            while at < len(mine) and mine[at].end <= row.start:
                at += 1
            if at < len(mine) and mine[at].start <= row.start and not row.activity.startswith("on_call:"):
                found.append(row)
    return found


def _by_agent(activities: Iterable[Activity]) -> dict[str, list[Activity]]:
    rows: dict[str, list[Activity]] = defaultdict(list)
    for activity in activities:
        rows[activity.agent].append(activity)
    return rows
