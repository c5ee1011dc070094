"""How a limit on one agent is said to the solver: states along a line, as plain data (no ortools, no time zones).

A *line* is one agent's whole horizon, spelled with one *letter* a day: off, leave, away, or one variant of a shift.
A `Track` reads the letters of a line from the first known day (history included) to the horizon's last day and
carries a state; a line is legal where no track forbids a letter and each track's last state may end.
The model multiplies the tracks of a contract into one automaton, so a state must be small and hashable, a `key`
should tell apart only what the rule must tell apart, and `step` must depend on nothing but its arguments.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from scheduler.operation import IntArray

State = Hashable
Key = Hashable


@dataclass(frozen=True)
class Day:
    """One day of a line, as the rules see it."""

    index: int
    """0 is the horizon's first day; history is negative."""
    day: date
    week: int
    """0 is the horizon's first week; history is negative."""
    first_of_week: bool
    last_of_week: bool
    last: bool
    """The horizon's last day."""

    @property
    def past(self) -> bool:
        """History: it is counted but never forbidden (what history alone breaks is a warning, not a conflict)."""
        return self.index < 0


@dataclass(frozen=True)
class Letter:
    """What an agent may do on one day. Minutes are elapsed minutes from the horizon's start unless said otherwise."""

    kind: Literal["off", "leave", "away", "work"]
    """`leave`: a whole day of leave (a day off for runs and weekends); `away`: not employed on that day."""
    shift: str = ""
    start: int = 0
    end: int = 0
    local_start: int = 0
    """Minute of the agent's local day at which the shift starts (0 to 1439)."""
    paid_minutes: int = 0
    """Paid minutes of a worked shift; 0 on a day off."""
    credit_minutes: int = 0
    """Minutes of leave that count as worked in `hours_week`; those by the clock may stand on any day of the week."""
    credit_days: int = 0
    """1 for a credited day of leave that counts as worked in `days_week`, else 0."""

    room_minutes: int = 0
    """Minutes of leave by the clock by which the most hours of the week give way (`hours_week`)."""

    @property
    def works(self) -> bool:
        return self.kind == "work"


class Track(ABC):
    """A limit along a line. The defaults suit a rule without guesses whose every end is fine."""

    @abstractmethod
    def start(self) -> State:
        """The state before the first known day."""

    @abstractmethod
    def key(self, letter: Letter) -> Key:
        """All that this rule needs to know of a letter; letters of one key are the same to it."""

    @abstractmethod
    def step(self, state: State, day: Day, key: Key, guess: int = 0) -> State | None:
        """The state after that day, or None where the limit forbids the letter; never None on a `past` day."""

    def guesses(self, day: Day) -> int:
        """How many ways the rule may guess on that day (a band of starts for the week, say); 1 is no guess."""
        return 1

    def table(self, states: Sequence[State], day: Day, keys: Sequence[Key]) -> tuple[IntArray, list[State]]:
        """`step` for all of them: [state, key and guess] which of the states after (also given), -1 where forbidden.

        A rule with very many keys may say the same faster.
        """
        after: dict[State, int] = {}
        guesses = range(self.guesses(day))
        table = [
            [
                -1 if result is None else after.setdefault(result, len(after))
                for key in keys
                for guess in guesses
                for result in (self.step(state, day, key, guess),)
            ]
            for state in states
        ]
        shape = (len(states), len(keys) * len(guesses))
        return np.array(table, dtype=np.int64).reshape(shape), list(after)

    def implies(self, other: Track) -> bool:
        """Whether every line that this allows the other allows as well, so that the other may be left out."""
        return self.same_as(other)

    def same_as(self, other: Track) -> bool:
        """Whether the two are one rule with one setting."""
        return type(self) is type(other) and vars(self) == vars(other)

    def ends(self, state: State) -> bool:
        """Whether a line may end in this state after the horizon's last day."""
        return True
