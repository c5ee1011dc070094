"""Agents as the search sees them: which automaton, from which node, with which letters and points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from scheduler.clock import Horizon
from scheduler.operation import Agent, Availability, Leave, Operation, Pin, Worked
from scheduler.problem.automaton import Automaton, compile_lines
from scheduler.problem.letters import Alphabet, alphabet, alphabet_key, day_off_letters, days_of, past_letters
from scheduler.rules import limits_for
from scheduler.rules.rule import Limit
from scheduler.rules.track import Day, Letter


@dataclass(frozen=True)
class Spoken:
    """One agent's part: limits, letters and history, before they are numbered."""

    agent: Agent
    limits: tuple[Limit, ...]
    off: tuple[Letter, ...]
    """Of each day of the horizon."""
    past: tuple[Letter, ...]
    allowed: tuple[tuple[bool, ...], ...]
    """[day][letter of work]"""
    off_allowed: tuple[bool, ...]
    """[day] whether the agent may be without a shift (a pin may ask for one)."""


@dataclass
class Kind:
    """Agents with the same limits and letters of work: one automaton, many entries."""

    alphabet: Alphabet
    limits: tuple[Limit, ...]
    members: list[Spoken] = field(default_factory=list)


Limits = tuple[Limit, ...]


def speak(operation: Operation, horizon: Horizon, instead: Mapping[str, Limits] | None = None) -> list[Kind]:
    """Every agent, sorted into kinds; `instead` gives some agents other limits than their own."""
    reader = _Reader(operation, horizon)
    kinds: dict[tuple[object, ...], Kind] = {}
    for agent in operation.agents:
        limits = (instead or {}).get(agent.id) or limits_for(operation, agent)
        key = (alphabet_key(agent), id(limits))
        if key not in kinds:
            kinds[key] = Kind(reader.alphabet(agent), limits)
        kind = kinds[key]
        kind.members.append(reader.spoken(agent, kind.limits, kind.alphabet))
    return list(kinds.values())


class _Reader:
    """Looks rows up by agent once, and judges letters once for agents with nothing of their own."""

    def __init__(self, operation: Operation, horizon: Horizon) -> None:
        self.operation, self.horizon = operation, horizon
        self.days = days_of(operation, horizon)
        self.alphabets: dict[object, Alphabet] = {}
        self.leave: dict[str, list[Leave]] = _by_agent(operation.leave)
        self.availability: dict[str, list[Availability]] = _by_agent(operation.availability)
        self.pins: dict[str, list[Pin]] = _by_agent(operation.pins)
        self.worked: dict[str, list[Worked]] = _by_agent(operation.history)
        self.plain: dict[object, tuple[tuple[bool, ...], ...]] = {}

    def alphabet(self, agent: Agent) -> Alphabet:
        key = alphabet_key(agent)
        if key not in self.alphabets:
            self.alphabets[key] = alphabet(self.operation, self.horizon, agent)
        return self.alphabets[key]

    def spoken(self, agent: Agent, limits: tuple[Limit, ...], letters: Alphabet) -> Spoken:
        off = tuple(day_off_letters(self.operation, self.horizon, agent, self.leave.get(agent.id, ())))
        past = tuple(past_letters(self.operation, self.horizon, agent, self.worked.get(agent.id, ()), self.days))
        return Spoken(
            agent, limits, off, past, self._allowed(agent, limits, letters), self._off_allowed(agent, limits, off)
        )

    def _allowed(self, agent: Agent, limits: tuple[Limit, ...], letters: Alphabet) -> tuple[tuple[bool, ...], ...]:
        """A letter is allowed where every limit allows it; agents without rows of their own share the answer."""
        own = (self.leave.get(agent.id), self.availability.get(agent.id), self.pins.get(agent.id))
        plain = not any(own) and agent.first_day is None and agent.last_day is None
        key = (alphabet_key(agent), tuple(id(limit) for limit in limits))
        if plain and key in self.plain:
            return self.plain[key]
        answer = self._judge(agent, limits, letters)
        if plain:
            self.plain[key] = answer
        return answer

    def _judge(self, agent: Agent, limits: Sequence[Limit], letters: Alphabet) -> tuple[tuple[bool, ...], ...]:
        asked = [limit for limit in limits if type(limit).allows is not Limit.allows]
        return tuple(
            tuple(
                all(limit.allows(self.operation, self.horizon, agent, day, letter) for limit in asked) for letter in row
            )
            for day, row in zip(self._horizon_days(), letters.work, strict=True)
        )

    def _off_allowed(self, agent: Agent, limits: Sequence[Limit], off: Sequence[Letter]) -> tuple[bool, ...]:
        asked = [limit for limit in limits if type(limit).allows is not Limit.allows]
        return tuple(
            all(limit.allows(self.operation, self.horizon, agent, day, letter) for limit in asked)
            for day, letter in zip(self._horizon_days(), off, strict=True)
        )

    def _horizon_days(self) -> list[Day]:
        return [day for day in self.days if not day.past]


def _by_agent(rows: Iterable[object]) -> dict[str, list]:  # type: ignore[type-arg]
    found: dict[str, list] = defaultdict(list)  # type: ignore[type-arg]
    for row in rows:
        found[row.agent].append(row)  # type: ignore[attr-defined]
    return found


@dataclass(frozen=True)
class Compiled:
    """A kind's automaton; letters of a day are the letters of work, then `off[day]`."""

    kind: Kind
    automaton: Automaton
    off: tuple[tuple[Letter, ...], ...]
    """[day] the distinct letters without a shift that its members have."""
    entries: dict[tuple[Letter, ...], int]


def compile_kind(operation: Operation, horizon: Horizon, kind: Kind) -> Compiled:
    """The automaton of all lines that the kind's members may have."""
    days = days_of(operation, horizon)
    off = tuple(tuple(dict.fromkeys(member.off[day] for member in kind.members)) for day in range(horizon.days))
    histories = list(dict.fromkeys(member.past for member in kind.members))
    tracks = [track for limit in kind.limits for track in limit.tracks(operation, horizon)]
    letters = [(*work, *rest) for work, rest in zip(kind.alphabet.work, off, strict=True)]
    automaton = compile_lines(tracks, days, letters, histories)
    return Compiled(kind, automaton, off, {history: index for index, history in enumerate(histories)})


def block_of(compiled: Compiled, day: int, letter: Letter) -> int:
    """The block of a letter without a shift."""
    place = len(compiled.kind.alphabet.work[day]) + compiled.off[day].index(letter)
    return int(np.asarray(compiled.automaton.layers[day].block)[place])


def line_exists(operation: Operation, horizon: Horizon, agent: Agent, limits: Limits) -> bool:
    """Whether one agent has any legal line under the limits given."""
    alone = replace(operation, agents=(agent,))
    compiled = compile_kind(alone, horizon, speak(alone, horizon, {agent.id: limits})[0])
    spoken = compiled.kind.members[0]
    nodes = {int(compiled.automaton.entry[0])} - {-1}
    for day, layer in enumerate(compiled.automaton.layers):
        work = np.flatnonzero(np.array(spoken.allowed[day], dtype=np.bool_))
        blocks = {int(layer.block[letter]) for letter in work}
        if spoken.off_allowed[day]:
            blocks.add(block_of(compiled, day, spoken.off[day]))
        columns = [column for column, block in enumerate(layer.column_block) if int(block) in blocks]
        nodes = {int(node) for source in nodes for node in layer.next[source, columns]} - {-1}
    return bool(nodes)
