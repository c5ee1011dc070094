"""What a workspace says: sites, queues, shifts, contracts, agents, leave, wishes, forecasts (all frozen).

The pydantic models are also the schema of the files: an unknown key is refused, and what a key may hold is said
here and nowhere else. `load/` finds the lines that complaints belong to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, NonNegativeFloat, PositiveFloat, PositiveInt, model_validator

from scheduler.clock import WEEKDAYS, zone

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

LIVE_CHANNELS = ("phone", "sms")


class Config(BaseModel):
    """A frozen table of a configuration file; keys it does not know are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, allow_inf_nan=False)


def parse_time_of_day(value: object) -> object:
    """`"06:30"` -> 390 minutes; `"24:00"` -> 1440."""
    if isinstance(value, str):
        found = re.fullmatch(r"(\d{1,2}):([0-5]\d)", value.strip())
        if not found or int(found[1]) * 60 + int(found[2]) > 1440:
            raise ValueError(f"{value!r} is not a time of day such as 06:30")
        return int(found[1]) * 60 + int(found[2])
    return value


def parse_zone(value: object) -> object:
    """A zone name that the time-zone database knows."""
    try:
        zone(str(value))
    except KeyError:
        raise ValueError(f"{value!r} is not a time zone such as Europe/Madrid") from None
    return value


def parse_hours_span(value: object) -> object:
    """`"22:00-06:00"` -> (1320, 1800): an end at or before the start belongs to the next day."""
    if not isinstance(value, str):
        return value
    start_text, dash, end_text = value.partition("-")
    if not dash:
        raise ValueError(f"{value!r} is not a span of hours such as 06:00-22:00")
    start, end = parse_time_of_day(start_text), parse_time_of_day(end_text)
    assert isinstance(start, int) and isinstance(end, int)
    return (start, end if end > start else end + 1440)


TimeOfDay = Annotated[int, BeforeValidator(parse_time_of_day), Field(ge=0, le=1440)]
ZoneName = Annotated[str, BeforeValidator(parse_zone)]
HoursSpan = Annotated[tuple[int, int], BeforeValidator(parse_hours_span)]
Share = Annotated[float, Field(ge=0, le=1)]


class Site(Config):
    """A place of work: its clocks, its holidays, and the rule packs that bind who works there."""

    id: str
    name: str = ""
    time_zone: ZoneName
    holidays: str | None = None
    extra_holidays: tuple[date, ...] = ()
    rules: tuple[str, ...] = ()


class Service(Config):
    """A queue's target: so great a share answered within so long; hours mean deferred work with a due time."""

    share: Share = 0.8
    within_seconds: NonNegativeFloat | None = None
    within_hours: PositiveFloat | None = None
    clock: Literal["calendar", "open_hours"] = "calendar"

    @model_validator(mode="after")
    def _one_limit(self) -> Service:
        if (self.within_seconds is None) == (self.within_hours is None):
            raise ValueError("service wants either within_seconds (live) or within_hours (deferred)")
        return self


class OpenHours(Config):
    """When a queue is open: one span of hours for each weekday and for holidays; a day without one is closed."""

    days: tuple[HoursSpan | None, ...]
    """Seven, Monday first."""
    holiday: HoursSpan | None = None
    holiday_stated: bool = False
    """Whether `holiday` was said: if not, a holiday is like its weekday; `holiday = "closed"` closes."""
    holidays_of: tuple[str, ...] | None = None
    time_zone: ZoneName | None = None

    @model_validator(mode="before")
    @classmethod
    def _spread(cls, table: Any) -> Any:
        if not isinstance(table, dict) or "days" in table:
            return table
        days: list[Any] = [None] * 7
        rest: dict[str, Any] = {}
        for key, span in table.items():
            covered = weekday_range(key)
            for day in covered:
                days[day] = None if span == "closed" else span
            if not covered:
                rest[key] = span
        if "holiday" in rest:
            rest["holiday_stated"] = True
            rest["holiday"] = None if rest["holiday"] == "closed" else rest["holiday"]
        return {"days": tuple(days), **rest}


def weekday_range(key: str) -> list[int]:
    """`"monday-friday"` -> [0, 1, 2, 3, 4]; `"sunday"` -> [6]; `"every_day"` -> all; anything else -> []."""
    if key == "every_day":
        return list(range(7))
    first, _, last = key.partition("-")
    if first not in WEEKDAYS or (last and last not in WEEKDAYS):
        return []
    start = WEEKDAYS.index(first)
    length = (WEEKDAYS.index(last or first) - start) % 7 + 1
    return [(start + step) % 7 for step in range(length)]


class Shrinkage(Config):
    """Where a queue's shrinkage differs: on those weekdays (planning zone), at that site; a later row outranks."""

    days: str = "every_day"
    """A weekday, a range such as `saturday-sunday`, or `every_day`."""
    site: str | None = None
    shrinkage: Annotated[float, Field(ge=0, lt=1)] | None = None
    absence: Annotated[float, Field(ge=0, lt=1)] | None = None

    @model_validator(mode="after")
    def _some_day(self) -> Shrinkage:
        if not weekday_range(self.days):
            raise ValueError(f"{self.days!r} is no weekday or range such as saturday-sunday")
        return self


class Queue(Config):
    """A stream of work that one skill and one language serve, with its target."""

    id: str
    channel: Literal["phone", "sms", "email", "case"]
    skill: str
    language: str
    priority: PositiveInt = 3
    service: Service | None = None
    service_level_definition: Literal[
        "answered_of_offered", "answered_of_answered", "virtual_wait", "short_abandons_excluded"
    ] = "answered_of_offered"
    asa_seconds: PositiveFloat | None = None
    max_abandoned: Share | None = None
    patience_seconds: NonNegativeFloat | None = None
    max_occupancy: Annotated[float, Field(gt=0, le=1)] = 1.0
    short_abandon_seconds: NonNegativeFloat | None = None
    """Who leaves within this does not count in `short_abandons_excluded`; without it, `within_seconds`."""
    shrinkage: Annotated[float, Field(ge=0, lt=1)] = 0.0
    """Share of the time of those present that no roster schedules: coaching, systems down, away from the desk."""
    absence: Annotated[float, Field(ge=0, lt=1)] = 0.0
    """Share of the people rostered who do not come: sickness and the like, not leave that is known."""
    shrinkage_by: tuple[Shrinkage, ...] = ()
    must_answer: Annotated[float, Field(gt=0, lt=1)] | None = None
    """For rare incidents: as many agents as there are, with this chance, contacts in handling at once (Poisson)."""
    staff_quantile: Annotated[float, Field(gt=0, lt=1)] | None = None
    """Staff for the day that is busier than this share of days, not for the forecast's mean."""
    volume_cv: PositiveFloat | None = None
    """Standard deviation of a day's volume / its forecast, where the forecast gives no volume_p10 and volume_p90."""
    minimum_agents: NonNegativeFloat = 0
    concurrency: Annotated[float, Field(ge=1)] = 1.0
    backlog: NonNegativeFloat = 0
    open: OpenHours | None = None
    """Absent: always open."""

    @property
    def deferred(self) -> bool:
        """Whether its work may wait for hours (it has a due time) and flow into spare time."""
        return self.service is not None and self.service.within_hours is not None


class Break(Config):
    """A pause within a shift; it starts between so many elapsed hours after the shift does."""

    name: str
    minutes: PositiveInt
    paid: bool = True
    between_hours: tuple[NonNegativeFloat, NonNegativeFloat]
    if_hours_at_least: NonNegativeFloat = 0

    @model_validator(mode="after")
    def _ordered(self) -> Break:
        if self.between_hours[0] > self.between_hours[1]:
            raise ValueError("between_hours wants the earlier hour first")
        return self


class Starts(Config):
    """The clock times at which a shift may start: from, from + step, ... up to and including to (minutes of the day)."""

    from_: TimeOfDay = Field(alias="from")
    to: TimeOfDay


class Lengths(Config):
    """How many elapsed hours a shift may last, breaks inside."""

    from_: PositiveFloat = Field(alias="from")
    to: PositiveFloat
    step: PositiveFloat = 0.5


class Shift(Config):
    """A kind of shift: fixed, or flexible in its start, its length and the places of its breaks."""

    id: str
    start: Starts
    hours: Lengths
    breaks: tuple[Break, ...] = ()
    sites: tuple[str, ...] | None = None
    not_followed_by: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _widen(cls, table: Any) -> Any:
        if isinstance(table, dict):
            table = dict(table)
            if isinstance(table.get("start"), str):
                table["start"] = {"from": table["start"], "to": table["start"]}
            if isinstance(table.get("hours"), int | float):
                table["hours"] = {"from": table["hours"], "to": table["hours"]}
        return table

    def starts(self, step: int) -> tuple[int, ...]:
        """Start minutes of the local day; a window past midnight (22:00 to 02:00) goes on beyond 1440."""
        end = self.start.to if self.start.to >= self.start.from_ else self.start.to + 1440
        return tuple(minute % 1440 for minute in range(self.start.from_, end + 1, step))

    def lengths(self) -> tuple[int, ...]:
        """Lengths in elapsed minutes, breaks inside, shortest first."""
        first, last, step = (round(60 * hours) for hours in (self.hours.from_, self.hours.to, self.hours.step))
        return tuple(range(first, last + 1, step))



class Overtime(Config):
    """Paid hours allowed above `hours_week.max`, and what each costs in ordinary hours."""

    max_hours_week: NonNegativeFloat = 0
    factor: PositiveFloat = 1.5


class Contract(Config):
    """The limits of a contract are tables of rules (`hours_week`, `rest_hours`, ...), held as written; see `rules/`."""

    id: str
    shifts: tuple[str, ...] | None = None
    cost_hour: NonNegativeFloat = 0
    overtime: Overtime = Overtime()
    limits: dict[str, Any] = Field(default_factory=dict)
    """Rule name -> its settings as written (`{"min": 40, "max": 40}`, `11`, ...); `load/` checks them against `rules/`."""


@dataclass(frozen=True)
class Agent:
    """A person who is rostered; `time_zone` is the one that the person's own times are local to."""

    id: str
    name: str
    site: str
    contract: str
    skills: tuple[str, ...]
    languages: tuple[str, ...]
    roles: tuple[str, ...]
    time_zone: str
    first_day: date | None = None
    last_day: date | None = None

    def employed(self, day: date) -> bool:
        """Whether the date lies between the agent's first and last day."""
        return (self.first_day is None or self.first_day <= day) and (self.last_day is None or day <= self.last_day)

    def serves(self, queue: Queue) -> bool:
        """Whether the agent has the queue's skill and its language."""
        return queue.skill in self.skills and queue.language in self.languages


@dataclass(frozen=True)
class Leave:
    """Approved time off: whole local days (`first_day` to `last_day`, both included) or a span of instants (UTC)."""

    agent: str
    kind: str
    first_day: date | None = None
    last_day: date | None = None
    start: datetime | None = None
    end: datetime | None = None
    hours: float | None = None
    """Credited per whole day, where given."""

    @property
    def whole_days(self) -> bool:
        return self.first_day is not None


@dataclass(frozen=True)
class Availability:
    """A weekly span of local minutes in which an agent can work; an agent with none at all is always available."""

    agent: str
    weekday: int
    start: int
    end: int
    """Minutes of the day; past 1440 where the span passes midnight."""


@dataclass(frozen=True)
class Wish:
    """An agent would like to work (a given shift, or any) or to be off on a date; unmet it costs `weight` points."""

    agent: str
    day: date
    wish: Literal["work", "off"]
    shift: str | None
    weight: int


@dataclass(frozen=True)
class Pin:
    """A decision already taken: that shift on that date, or `off`; `start` and `end` (UTC) where given."""

    agent: str
    day: date
    shift: str
    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True)
class Worked:
    """A shift worked before the horizon (instants in UTC)."""

    agent: str
    day: date
    shift: str
    start: datetime
    end: datetime


class Cover(Config):
    """A duty to be staffed by people of a role, beside the queues."""

    name: str
    role: str
    on: tuple[str | date, ...] = ("every_day",)
    """`every_day`, `weekend`, `holiday`, weekday names, dates; the day is that of the start, in the cover's zone."""
    holidays_of: tuple[str, ...] | None = None
    hours: HoursSpan = (0, 1440)
    time_zone: ZoneName | None = None
    agents: PositiveInt = 1
    kind: Literal["on_shift", "on_call"] = "on_shift"
    language: str | None = None
    exclusive: bool = False

    def staffed_by(self, agent: Agent) -> bool:
        """Whether the agent holds the role (and the language, where one is asked)."""
        return self.role in agent.roles and (self.language is None or self.language in agent.languages)


@dataclass(frozen=True)
class Forecast:
    """Contacts expected: arrays of one length, one entry a row of the forecast files, as given (not yet on the grid)."""

    queue: tuple[str, ...]
    """Names; `queue_index` points into them."""
    queue_index: IntArray
    start: npt.NDArray[np.datetime64]
    """UTC, to the minute."""
    minutes: IntArray
    volume: FloatArray
    handle_seconds: FloatArray
    volume_p10: FloatArray
    """NaN where not given."""
    volume_p90: FloatArray

    @staticmethod
    def empty() -> Forecast:
        """No rows."""
        none, whole = np.zeros(0), np.zeros(0, dtype=np.int64)
        return Forecast((), whole, np.zeros(0, dtype="datetime64[m]"), whole, none, none, none, none)


@dataclass(frozen=True)
class Headcount:
    """People wanted on a shift of a date; each missing one costs `weight_under` points, each extra one `weight_over`."""

    day: date
    shift: str
    agents: int
    weight_under: int
    weight_over: int
    site: str | None = None
    skill: str | None = None
    role: str | None = None

    def counts(self, agent: Agent) -> bool:
        """Whether the agent is one of the people wanted."""
        return (
            (self.site is None or agent.site == self.site)
            and (self.skill is None or self.skill in agent.skills)
            and (self.role is None or self.role in agent.roles)
        )


@dataclass(frozen=True)
class Operation:
    """A whole workspace, read and cross-checked."""

    root: Path
    name: str
    time_zone: str
    week_starts: int
    """0 is Monday."""
    interval_minutes: int
    shift_step_minutes: int
    break_step_minutes: int
    sites: dict[str, Site]
    queues: dict[str, Queue]
    shifts: dict[str, Shift]
    contracts: dict[str, Contract]
    agents: tuple[Agent, ...]
    """In the order of their ids."""
    leave: tuple[Leave, ...] = ()
    availability: tuple[Availability, ...] = ()
    wishes: tuple[Wish, ...] = ()
    pins: tuple[Pin, ...] = ()
    history: tuple[Worked, ...] = ()
    cover: tuple[Cover, ...] = ()
    rules: dict[str, Any] = field(default_factory=dict)
    """`rules.toml` as written: rule name -> settings; they bind everyone."""
    goals: dict[str, Any] = field(default_factory=dict)
    """`goals.toml` as written: goal name -> settings."""
    forecast: Forecast = field(default_factory=Forecast.empty)
    headcount: tuple[Headcount, ...] = ()
    inputs: dict[str, str] = field(default_factory=dict)
    """Path inside the workspace -> sha256 of the file read."""
    law_breaks: dict[str, tuple[Break, ...]] = field(default_factory=dict)
    """Site -> breaks that its rule packs ask of every shift there (named `law-...`)."""
    warnings: tuple[str, ...] = ()

    def breaks_of(self, site: str, shift: Shift, minutes: int) -> tuple[Break, ...]:
        """The breaks of a shift of that kind and length at that site: its own, and those of the law that it lacks.

        An own break answers one law break where it is at least as long, starts within the law's hours and is paid
        where the law's is. Of law breaks of one name, the one for the longest shifts asks.
        """
        own = [pause for pause in shift.breaks if minutes >= 60 * pause.if_hours_at_least]
        law = [pause for pause in self.law_breaks.get(site, ()) if minutes >= 60 * pause.if_hours_at_least]
        asked = {pause.name: pause for pause in sorted(law, key=lambda pause: (pause.if_hours_at_least, pause.minutes))}
        return (*own, *_unanswered(own, list(asked.values())))

    def paid_minutes(self, site: str, shift: Shift, minutes: int) -> int:
        """Paid minutes of a shift of that elapsed length: all but its unpaid breaks."""
        return minutes - sum(pause.minutes for pause in self.breaks_of(site, shift, minutes) if not pause.paid)

    def agent(self, name: str) -> Agent:
        """The agent of that id; raises `KeyError`."""
        return self._agents_by_id()[name]

    def _agents_by_id(self) -> dict[str, Agent]:
        known = self.__dict__.get("_by_id")
        if known is None:
            known = {agent.id: agent for agent in self.agents}
            object.__setattr__(self, "_by_id", known)
        return known

    def shifts_of(self, agent: Agent) -> tuple[Shift, ...]:
        """The kinds of shift that the agent's site offers and the agent's contract allows."""
        allowed = self.contracts[agent.contract].shifts
        return tuple(
            shift
            for shift in self.shifts.values()
            if (shift.sites is None or agent.site in shift.sites) and (allowed is None or shift.id in allowed)
        )


def _unanswered(own: list[Break], law: list[Break]) -> list[Break]:
    """The law breaks left when each own break has answered at most one; the longest of the law chooses first."""
    free, left = sorted(own, key=lambda pause: pause.minutes), []
    for asked in sorted(law, key=lambda pause: -pause.minutes):
        answer = next((pause for pause in free if _answers(pause, asked)), None)
        if answer is None:
            left.append(asked)
        else:
            free.remove(answer)
    return sorted(left, key=lambda pause: pause.between_hours)


def _answers(pause: Break, law: Break) -> bool:
    low, high = law.between_hours
    in_time = low <= pause.between_hours[0] and pause.between_hours[1] <= high
    return in_time and pause.minutes >= law.minutes and (pause.paid or not law.paid)
