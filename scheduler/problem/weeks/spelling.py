"""Spells one agent's shifts of a whole horizon as letters, one a day."""

from __future__ import annotations

from collections.abc import Iterable

from scheduler.operation import Agent
from scheduler.problem.grid.letters import Alphabets, day_off_letters, days_of, past_letters
from scheduler.roster import Duty
from scheduler.rules.own_rows import leave_of, pins_of
from scheduler.rules.track import Day, Letter, State, Track


class Spelling:
    """One agent's letters: of work, of days without a shift, and of the history."""

    def __init__(self, alphabets: Alphabets, agent: Agent) -> None:
        operation, horizon = alphabets.operation, alphabets.horizon
        alphabet = alphabets.of(agent)
        self.horizon, self.spelled, self.work = horizon, (alphabet.key, alphabet.spelled), alphabet.work
        self.off = day_off_letters(operation, horizon, agent, leave_of(operation, agent))
        known = days_of(operation, horizon)
        worked = [row for row in operation.history if row.agent == agent.id]
        past = past_letters(operation, horizon, agent, worked, known)
        self.past: list[tuple[Day, Letter]] = list(zip(known, past, strict=False))
        pinned = {horizon.day_index(pin.day) for pin in pins_of(operation, agent) if pin.shift == "off"}
        self.away = frozenset(day for day, letter in enumerate(self.off) if letter.kind != "off" or day in pinned)
        """Days of the horizon that cannot have a shift."""
        self.known: dict[tuple[int, str, int, int], Letter] = {}

    def entry(self, track: Track) -> State:
        """The state of a track after the agent's history."""
        state: State | None = track.start()
        for day, letter in self.past:
            state = track.step(state, day, track.key(letter))
        return state

    def line(self, duties: Iterable[Duty]) -> list[Letter]:
        """The letters of the line that has those worked shifts and no others."""
        line = [*self.off]
        for duty in duties:
            day = self.horizon.day_index(duty.day)
            line[day] = self._letter(day, duty)
        return line

    def _letter(self, day: int, duty: Duty) -> Letter:
        start, end = self.horizon.minute(duty.start), self.horizon.minute(duty.end)
        key = (day, duty.shift, start, end)
        if key not in self.known:
            same = (one for one in self.work[day] if (day, one.shift, one.start, one.end) == key)
            self.known[key] = next(same, Letter("work", duty.shift, start, end, 0, duty.paid_minutes))
        return self.known[key]
