"""What a rule is: its settings are its fields, its name is its file's name, and it speaks twice.

To the solver through `allows` (letters of one day, judged alone) and `track` (states along a line); to people
through `check`, which reads a finished roster and shares nothing with the other half but the settings.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, model_validator

from scheduler.clock import Horizon
from scheduler.operation import Agent, Operation, key_of
from scheduler.rules.diary import Diary
from scheduler.rules.portion import Portion
from scheduler.rules.track import Day, Letter, Track


@dataclass(frozen=True)
class Total:
    """What a limit counts over the whole horizon as a sum over shifts worked: at least, at most; None is no end."""

    weight: Callable[[date, Letter], float]
    """What a shift on a local date counts; never below 0."""
    least: float | None
    most: float | None


@dataclass(frozen=True)
class Finding:
    """A limit that a roster breaks, in words for a planner."""

    rule: str
    agent: str
    day: date | None
    message: str
    """One sentence that names the agent, the date and both numbers."""
    amount: float
    """The size of the breach, in `unit`."""
    unit: str
    source: str
    """`contract full-time`, `rules.toml`, or the law's article."""


class Limit(BaseModel):
    """A limit on one agent, never broken by a roster that `solve` writes."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)
    name: ClassVar[str]
    """The file's name: the key in contracts.toml and rules.toml, and the word in messages and reports."""
    always: ClassVar[bool] = False
    """Whether it binds everyone without being written down (leave, pins, ...)."""
    filled: ClassVar[frozenset[str]] = frozenset({"source"})
    """Fields that the rulebook fills (where it comes from, the agent's zone, ...): nobody writes them in a file."""
    firm: ClassVar[bool] = False
    """Whether a line is made of it: where limits cannot hold together, it is not given up."""
    by_breaks: ClassVar[bool] = False
    """Whether a shift that is not known with its breaks and with the rest of the week may seem to break it."""
    said_in: ClassVar[str] = ""
    """The file that says what an `always` rule asks; empty: nothing says it."""
    keeps_away: ClassVar[str] = ""
    """What is said of those who cannot come because of it: `on leave`; empty: `kept away by NAME`."""
    way_out: ClassVar[str] = ""
    """What a planner does where the limit cannot hold; empty: give it up."""
    source: str = ""
    """The file or contract that asks for the limit; in a pack, the article of the law."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.name = cls.__module__.rpartition(".")[2]

    @property
    def key(self) -> Hashable:
        """Its name and settings, wherever they come from: limits of equal keys forbid the same."""
        return key_of(self, self.name, "source")

    @model_validator(mode="before")
    @classmethod
    def _from_scalar(cls, settings: Any) -> Any:
        """`rest_hours = 11` is short for `rest_hours = { hours = 11 }`: a bare value is the first field's."""
        if isinstance(settings, dict):
            return settings
        written = cls.written()
        return {written[0]: settings} if written else settings

    @classmethod
    def written(cls) -> list[str]:
        """The settings that a file may give, in order."""
        return [name for name in cls.model_fields if name not in cls.filled]

    @classmethod
    def takes(cls) -> str:
        """How one writes the settings, for messages: `{ min, max }`."""
        return "{ " + ", ".join(cls.written()) + " }"

    def refuse(self, operation: Operation) -> Iterator[tuple[str, list[str]]]:
        """Names among the settings that the workspace does not know, each with those that it does."""
        return iter(())

    def allows(self, operation: Operation, horizon: Horizon, agent: Agent, day: Day, letter: Letter) -> bool:
        """To the solver: whether the agent may have this letter on that day, whatever the other days are."""
        return True

    def asks_of(self, operation: Operation, agent: Agent) -> Hashable | None:
        """To the solver: what `allows` depends on beside contract, site, time zone, day and letter; None allows all.

        Agents of one answer here share the answers there; a rule that does not say is asked for every agent.
        """
        return agent.id

    def quiet(self, operation: Operation, horizon: Horizon, agent: Agent, day: Day) -> bool:
        """To the solver: whether it certainly allows every letter of that day, so that nobody need ask."""
        return False

    def track(self, operation: Operation, horizon: Horizon) -> Track | None:
        """To the solver: states along a line; None where the limit looks at single days only or cannot bind."""
        return None

    def tracks(self, operation: Operation, horizon: Horizon) -> tuple[Track, ...]:
        """To the solver: every track of the limit; a limit that counts several things apart has one for each."""
        track = self.track(operation, horizon)
        return () if track is None else (track,)

    def looks_back(self) -> float | None:
        """How many days before a day decide what it says of it: a week's limit says 7, and no end is `math.inf`.

        A rule that does not say may count the whole horizon: in some weeks of it, its states go on from those that the
        weeks before have reached, and end where the weeks after can go on (`problem.weeks.carried`).
        """
        return None

    def within(self, portion: Portion) -> Limit:
        """To the solver: the limit in some weeks of the horizon, for a rule that counts it and knows a faster way."""
        return self

    def alone(self) -> Limit | None:
        """To the bound: what it says of some weeks whatever the others are; None where that is nothing."""
        return None if self.counts_horizon() else self

    def totals(self) -> tuple[Total, ...]:
        """To the bound: sums over the horizon between whose ends every legal line is."""
        return ()

    @classmethod
    def counts_horizon(cls) -> bool:
        """Whether it may count the whole horizon, so that it is another limit in some weeks of it."""
        return cls.within is not Limit.within or cls.is_carried()

    @classmethod
    def is_carried(cls) -> bool:
        """Whether its states are carried from weeks to weeks, as it has some and says nothing about windows."""
        has_states = cls.track is not Limit.track or cls.tracks is not Limit.tracks
        return has_states and cls.looks_back is Limit.looks_back and cls.within is Limit.within

    def check(self, diary: Diary) -> Iterator[Finding]:
        """To people: every breach in a finished roster."""
        raise NotImplementedError

    def finding(self, diary: Diary, day: date | None, message: str, amount: float, unit: str) -> Finding:
        """A breach by the diary's agent; the message goes on from the agent's name."""
        agent = diary.agent.id
        return Finding(self.name, agent, day, f"{agent} {message}", amount, unit, self.source)
