"""Cuts a limit that counts the whole horizon and says nothing of windows, so that all weeks together keep it.

A line begins in the state that the agent's earlier weeks have reached. It ends in a state from which a line of the
later weeks can go on: through what is decided there, through leave, and through any letters on other days. If the later
weeks are open, they also keep their share of freedom. The freedom of a state is the number of days on which any letter
may come without harm: 26 nights left are 26 days, and 5 nights still owed in 180 days are 175. These weeks may use no
more of it than their share of the days. So a maximum and a minimum are both used at an even pace, whatever the states
stand for.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

from scheduler.clock import Horizon
from scheduler.errors import NoRoster
from scheduler.operation import Agent, Operation
from scheduler.problem.automata.automaton import TooLarge
from scheduler.problem.grid.letters import Alphabets, days_of
from scheduler.problem.weeks.carried import Carried, CarriedTrack, Weeks
from scheduler.problem.weeks.layers import Determined, Fixed, Layers
from scheduler.problem.weeks.spelling import Spelling
from scheduler.roster import Duty
from scheduler.rules import limits_for
from scheduler.rules.rule import Limit
from scheduler.rules.track import Track

LEFT = (1.0, 0.5, 0.0)
"""Share of the even pace's freedom that later weeks keep, by how far the agent may leave the pace: 0, 1 or 2."""


class Carrying:
    """The tracks of all limits that are carried, over the whole horizon; refuses those with too many states."""

    def __init__(self, operation: Operation, horizon: Horizon) -> None:
        self.operation, self.horizon, self.days = operation, horizon, days_of(operation, horizon)
        self.layers: dict[Hashable, tuple[Layers, ...]] = {}
        alphabets = Alphabets(operation, horizon)
        alike: dict[Hashable, list[Agent]] = defaultdict(list)
        for agent in operation.agents:
            if any(limit.is_carried() for limit in limits_for(operation, agent)):
                alike[_kind(agent)].append(agent)
        self.spelling = {agent.id: Spelling(alphabets, agent) for people in alike.values() for agent in people}
        for people in alike.values():
            for limit in (limit for limit in limits_for(operation, people[0]) if limit.is_carried()):
                self.layers[_kind(people[0]), limit.key] = self._layers(limit, people)

    def _layers(self, limit: Limit, people: Sequence[Agent]) -> tuple[Layers, ...]:
        spelled = [self.spelling[agent.id] for agent in people]
        works = {who.spelled: who.work for who in spelled}.values()
        letters = [
            [*(who.off[day] for who in spelled), *(letter for work in works for letter in work[day])]
            for day in range(self.horizon.days)
        ]
        tracks = map(self._determined, limit.tracks(self.operation, self.horizon))
        days = [day for day in self.days if not day.past]
        try:
            return tuple(Layers(track, days, letters, (who.entry(track) for who in spelled)) for track in tracks)
        except TooLarge:
            told = f"{limit.name}: it has too many states over {self.horizon.weeks} weeks to be kept from week to week"
            raise NoRoster(f"{told}; plan fewer weeks, or say in its file how it is cut") from None

    def _determined(self, track: Track) -> Track:
        return Determined(track) if any(track.guesses(day) > 1 for day in self.days) else track

    def hopeless(self) -> list[tuple[Agent, Limit]]:
        """Agents with a carried limit that no line of the horizon keeps, whatever their other limits are."""
        return [
            (agent, limit)
            for agent in self.operation.agents
            for limit in limits_for(self.operation, agent)
            if limit.is_carried() and not all(self._has_line(layers, agent) for layers in self._of(limit, agent))
        ]

    def _has_line(self, layers: Layers, agent: Agent) -> bool:
        who = self.spelling[agent.id]
        fixed = {day: layers.column(day, who.off[day]) for day in who.away}
        return bool(layers.outlook(0, fixed).possible[layers.numbers[0][who.entry(layers.track)]])

    def _of(self, limit: Limit, agent: Agent) -> tuple[Layers, ...]:
        return self.layers[_kind(agent), limit.key]

    def cut(
        self, limit: Limit, agent: Agent, within: Horizon, duties: Iterable[Duty], decided: bool, loose: int
    ) -> Limit:
        """The limit in those weeks, given the agent's shifts `duties`; with `decided`, no later week is open."""
        first, who = self.horizon.day_index(within.first), self.spelling[agent.id]
        days, line = range(first, first + within.days), who.line(duties)
        weeks = Weeks(self.horizon, first, self.horizon.minute(within.start))
        marks: list[Hashable] = [first]
        tracks: list[Track] = []
        for number, layers in enumerate(self._of(limit, agent)):
            columns = [layers.column(day, letter) for day, letter in enumerate(line)]
            only = range(days.stop, self.horizon.days) if decided else who.away
            fixed = {day: columns[day] for day in only}
            entry = layers.numbers[0][who.entry(layers.track)]
            begins = layers.walked(entry, columns[:first])
            pace = 0.0 if decided else LEFT[loose] * pace_of(layers, begins, entry, first, fixed)
            ends = ends_of(layers, begins, days, fixed, pace)
            if ends is not None:
                tracks.append(CarriedTrack(layers, weeks, begins, ends))
                marks.append((_kind(agent), number, begins, ends))
        return Carried.model_construct(inner=limit, marks=tuple(marks), weeks=weeks, ready=tuple(tracks))


def pace_of(layers: Layers, begins: int, entry: int, first: int, fixed: Fixed) -> float:
    """Share of the open days that is free, from the state before day `first` or the horizon's entry: the lesser."""
    return min(_freedom(layers, 0, entry, fixed), _freedom(layers, first, begins, fixed))


def ends_of(layers: Layers, begins: int, days: range, fixed: Fixed, pace: float) -> tuple[int, ...] | None:
    """The states in which a line of those days may end, so that the share `pace` of the later open days stays free.

    None if every line of those days may end where it does.
    """
    if begins < 0:
        return ()
    reached, forbids_nothing = layers.reached(begins, days)
    after = layers.outlook(days.stop, fixed)
    asked = math.ceil(pace * _open(layers, days.stop, fixed) - 1e-9)
    ends = tuple(state for state in reached.tolist() if after.possible[state] and after.free[state] >= asked)
    return None if forbids_nothing and len(ends) == len(reached) else ends


def _freedom(layers: Layers, first: int, state: int, fixed: Fixed) -> float:
    """Share of the open days from `first` on that is free."""
    days = _open(layers, first, fixed)
    return float(layers.outlook(first, fixed).free[state]) / days if days and state >= 0 else 0.0


def _open(layers: Layers, first: int, fixed: Fixed) -> int:
    """How many days from `first` on can have more than one letter."""
    return sum(day not in fixed for day in range(first, len(layers.tables)))


def _kind(agent: Agent) -> Hashable:
    """Agents of one kind have the same limits and shifts."""
    return (agent.contract, agent.site, agent.time_zone)
