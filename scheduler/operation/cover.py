"""Duties to be held by people of a role, beside the queues: what cover.toml says of each, and of each of its tiers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, NonNegativeFloat, NonNegativeInt, PositiveFloat, PositiveInt, model_validator

from scheduler.clock import WEEKDAYS
from scheduler.operation.fields import Config, HoursSpan, ZoneName, parse_time_of_day
from scheduler.operation.people import Agent
from scheduler.operation.queues import spread_hours

Kind = Literal["on_shift", "on_call"]
CountsAs = Literal["working", "standby", "rest"]
Block = Literal["any", "window", "day", "weekend", "week", "run"]
Name = Annotated[str, Field(min_length=1, pattern=r"^[^/]+$")]
"""Activities name a tier `DUTY/TIER`, so that neither name holds a slash."""
BY_TIER = ("kind", "role", "language", "skill", "site", "agents", "counts_as")
"""Keys that take one value for all tiers or a table by tier."""
USUAL_LONGEST = 24.0
"""Hours of standby in one piece where `max_hours` and `block` are absent."""


class DutyHours(Config):
    """When a duty is due: one span of hours for each weekday and for holidays; a day without one has no duty."""

    days: tuple[HoursSpan | None, ...]
    """Seven, Monday first."""
    holiday: HoursSpan | None = None
    holiday_stated: bool = False
    """Whether `holiday` was said: if not, a holiday is like its weekday; `holiday = "closed"` takes the duty out."""

    @model_validator(mode="before")
    @classmethod
    def _spread(cls, table: Any) -> Any:
        return spread_hours(table)


class MaxWindows(Config):
    """The most `windows` that one agent may hold in any `days` in a row, history included."""

    windows: PositiveInt
    days: PositiveInt


class Cover(Config):
    """A duty of cover.toml."""

    name: Name
    tiers: tuple[Name, ...] | None = None
    """Names, the first tier first; None: one tier without a name."""
    role: str | dict[str, str]
    on: tuple[str | date, ...] = ("every_day",)
    """`every_day`, `weekend`, `holiday`, weekday names, dates; the day is that of the start, in the cover's zone."""
    holidays_of: tuple[str, ...] | None = None
    hours: HoursSpan | DutyHours = (0, 1440)
    time_zone: ZoneName | None = None
    agents: PositiveInt | dict[str, PositiveInt] = 1
    kind: Kind | dict[str, Kind] = "on_shift"
    language: str | dict[str, str] | None = None
    skill: str | dict[str, str] | None = None
    site: str | dict[str, str] | None = None
    exclusive: bool = False
    block: Block = "any"
    block_starts: str | None = None
    """`monday 09:00`: when a block of a week begins, in the cover's zone; absent: at midnight of `week_starts`."""
    handover_minutes: NonNegativeInt = 0
    held_at_work: bool | None = None
    counts_as: CountsAs | dict[str, CountsAs] = "standby"
    place_bound: bool = False
    response_minutes: PositiveInt | None = None
    rest_after_hours: NonNegativeFloat = 0
    cost_hour: NonNegativeFloat = 0
    call_outs_hours: NonNegativeFloat = 0
    max_in_a_row: PositiveInt | None = None
    max_hours: PositiveFloat | None = None
    max_windows: MaxWindows | None = None
    primary_after_backup: bool = True
    apart_from: tuple[str, ...] = ()
    not_beside: tuple[str, ...] = ()
    priority: PositiveInt = 1
    firm: bool = True
    barred_sites: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Tier -> sites whose law forbids it to those who work there; no key of a file: loading fills it in."""

    @model_validator(mode="after")
    def _tiers_known(self) -> Cover:
        names = self.tiers or ()
        if self.tiers == ():
            raise ValueError("tiers is empty; name one or delete the key")
        if len({*names}) < len(names):
            raise ValueError("tiers: two tiers have one name; rename one")
        for key in BY_TIER:
            value = getattr(self, key)
            if isinstance(value, Mapping):
                self._complete(key, value)
        return self

    def _complete(self, key: str, table: Mapping[str, Any]) -> None:
        """Complain of a table by tier that names another tier, or leaves one out that must have a value."""
        names = self.tiers or ()
        if not names:
            raise ValueError(f"{key} is a table by tier, but the duty has no tiers; add tiers = [...]")
        for name in table:
            if name not in names:
                raise ValueError(f"{key}: unknown tier {name!r}; the tiers are {', '.join(names)}")
        missing = [name for name in names if name not in table]
        if missing and key in ("role", "kind"):
            raise ValueError(f"{key} says nothing of tier {missing[0]!r}; add it")

    @model_validator(mode="after")
    def _block_start_known(self) -> Cover:
        self.block_start_minute()
        return self

    def block_start_minute(self) -> tuple[int, int] | None:
        """(weekday, 0 is Monday, minute of the day) at which a block of a week begins, where that is said."""
        if self.block_starts is None:
            return None
        day, _, clock = self.block_starts.strip().partition(" ")
        minute = parse_time_of_day(clock.strip())
        if day not in WEEKDAYS or not isinstance(minute, int):
            raise ValueError(f"block_starts: {self.block_starts!r} is no weekday and time such as 'monday 09:00'")
        if self.block != "week":
            raise ValueError("block_starts is for block = 'week'")
        return WEEKDAYS.index(day), minute

    @property
    def parts(self) -> tuple[Tier, ...]:
        """The tiers, the first one first; one without a name where the duty has none."""
        return tuple(Tier(self, name, rank) for rank, name in enumerate(self.tiers or ("",)))

    def staffed_by(self, agent: Agent) -> bool:
        """Whether the agent may hold a place of any tier."""
        return any(tier.staffed_by(agent) for tier in self.parts)

    @property
    def spread(self) -> bool:
        """Whether `hours` says the days, so that `on` need not."""
        return isinstance(self.hours, DutyHours)


@dataclass(frozen=True)
class Tier:
    """One tier of a duty: so many places, each for an agent who may hold it."""

    cover: Cover
    name: str
    """Empty where the duty has no tiers."""
    rank: int
    """0 for the first tier."""

    def _own(self, key: str, usual: Any = None) -> Any:
        value = getattr(self.cover, key)
        return value.get(self.name, usual) if isinstance(value, Mapping) else value

    @property
    def label(self) -> str:
        """`NAME` or `NAME/TIER`, as activities and tables name it."""
        return f"{self.cover.name}/{self.name}" if self.name else self.cover.name

    @property
    def activity(self) -> str:
        """The activity in which it is held, where it has one of its own."""
        return f"on_call:{self.label}" if self.kind == "on_call" else f"cover:{self.label}"

    @property
    def kind(self) -> Kind:
        return self._own("kind")  # type: ignore[no-any-return]

    @property
    def on_call(self) -> bool:
        return self.kind == "on_call"

    @property
    def exclusive(self) -> bool:
        """Whether its holder is off the queues."""
        return self.cover.exclusive and not self.on_call

    @property
    def role(self) -> str:
        return self._own("role")  # type: ignore[no-any-return]

    @property
    def language(self) -> str | None:
        return self._own("language")  # type: ignore[no-any-return]

    @property
    def skill(self) -> str | None:
        return self._own("skill")  # type: ignore[no-any-return]

    @property
    def site(self) -> str | None:
        return self._own("site")  # type: ignore[no-any-return]

    @property
    def agents(self) -> int:
        """Its places."""
        return self._own("agents", 1)  # type: ignore[no-any-return]

    @property
    def counts_as(self) -> CountsAs:
        """What its standby is by the holder's law and contract."""
        return self._own("counts_as", "standby")  # type: ignore[no-any-return]

    @property
    def held_at_work(self) -> bool:
        """Whether the holder of standby who is at work holds on, without hours of standby."""
        if not self.on_call:
            return False
        stated = self.cover.held_at_work
        return self.cover.block in ("day", "weekend", "week", "run") if stated is None else stated

    @property
    def longest(self) -> float | None:
        """Hours of standby in one piece; None where nothing bounds them."""
        if not self.on_call:
            return None
        return self.cover.max_hours or (USUAL_LONGEST if self.cover.block == "any" else None)

    def staffed_by(self, agent: Agent) -> bool:
        """Whether the agent has the role, the language, skill and site where they are asked, and the law allows it."""
        return self.asks_for(agent) and agent.site not in self.cover.barred_sites.get(self.name, ())

    def asks_for(self, agent: Agent) -> bool:
        """Whether the agent has the role, and the language, skill and site where they are asked."""
        return (
            self.role in agent.roles
            and (self.language is None or self.language in agent.languages)
            and (self.skill is None or self.skill in agent.skills)
            and (self.site is None or self.site == agent.site)
        )
