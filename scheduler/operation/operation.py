"""A whole workspace, read and cross-checked (frozen)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, Protocol, TypeVar

from scheduler.operation.cover import Cover, Tier
from scheduler.operation.demand import Forecast, Headcount
from scheduler.operation.meetings import Meeting
from scheduler.operation.people import Agent, Availability, Contract, Leave, Pin, Wish, Worked
from scheduler.operation.queues import Queue
from scheduler.operation.shifts import Break, Shift
from scheduler.operation.sites import Site
from scheduler.roster import Held


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
    """Agents in the order of their ids."""
    leave: tuple[Leave, ...] = ()
    availability: tuple[Availability, ...] = ()
    wishes: tuple[Wish, ...] = ()
    pins: tuple[Pin, ...] = ()
    history: tuple[Worked, ...] = ()
    known_from: date | None = None
    """The first day of which limits know who worked, where it is not that of the first row of the history."""
    duty_wishes: tuple[Wish, ...] = ()
    """Wishes about places of duties: those with a `cover`; `wishes` has the others."""
    duty_pins: tuple[Pin, ...] = ()
    """Places of duties that are given to somebody: pins with a `cover`; `pins` has the others."""
    duty_history: tuple[Held, ...] = ()
    """Who held which duty before the horizon, by cover, start and tier; rows may reach into it."""
    cover: tuple[Cover, ...] = ()
    meetings: dict[str, Meeting] = field(default_factory=dict)
    rules: Mapping[str, Any] = field(default_factory=dict)
    """`rules.toml`: rule name -> settings; they bind everyone. Loaded, it is `Settings`: as written and as parsed."""
    goals: Mapping[str, Any] = field(default_factory=dict)
    """`goals.toml`: goal name -> settings. Loaded, it is `Settings`."""
    forecast: Forecast = field(default_factory=Forecast.empty)
    headcount: tuple[Headcount, ...] = ()
    inputs: dict[str, str] = field(default_factory=dict)
    """Path inside the workspace -> sha256 of the file read."""
    law_breaks: dict[str, tuple[Break, ...]] = field(default_factory=dict)
    """Site -> breaks that its rule packs ask of every shift there (named `law-...`)."""
    warnings: tuple[str, ...] = ()
    id: str = ""
    """What `operation.toml` says that it is known by, whatever its name; may be empty."""
    pooling: Literal["on", "off"] = "on"
    """Whether queues that share people are staffed together: see `Requirement.pools`."""
    scenario: str = ""
    """The scenario laid over the files; empty for the plan as it is."""

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

    @property
    def tiers(self) -> tuple[Tier, ...]:
        """The tiers of every duty, in the order of cover.toml."""
        return tuple(tier for cover in self.cover for tier in cover.parts)

    def is_holiday(self, day: date, sites: tuple[str, ...] | None = None) -> bool:
        """Whether any of those sites (without a list, any site at all) has a holiday on that date."""
        return any(self.sites[name].is_holiday(day) for name in (self.sites if sites is None else sites))

    def agent(self, name: str) -> Agent:
        """The agent of that id; raises `KeyError`."""
        return self._agents_by_id[name]

    @cached_property
    def _agents_by_id(self) -> dict[str, Agent]:
        return {agent.id: agent for agent in self.agents}

    @cached_property
    def leave_by_agent(self) -> dict[str, tuple[Leave, ...]]:
        """Agent -> own leave, in the order of the file; who has none is not in it."""
        return _by_agent(self.leave)

    @cached_property
    def availability_by_agent(self) -> dict[str, tuple[Availability, ...]]:
        """Agent -> own weekly spans; who has none is not in it."""
        return _by_agent(self.availability)

    @cached_property
    def pins_by_agent(self) -> dict[str, tuple[Pin, ...]]:
        """Agent -> own pins; who has none is not in it."""
        return _by_agent(self.pins)

    @cached_property
    def first_worked(self) -> date | None:
        """The first day of which limits know who worked: the earliest date of the history, or what is said instead."""
        return self.known_from or min((row.day for row in self.history), default=None)

    def shifts_of(self, agent: Agent) -> tuple[Shift, ...]:
        """The kinds of shift that the agent's site offers and the agent's contract allows."""
        return tuple(shift for shift in self.shifts.values() if self.offers(agent, shift))

    def offers(self, agent: Agent, shift: Shift) -> bool:
        """Whether the agent's site offers that kind of shift and the agent's contract allows it."""
        allowed = self.contracts[agent.contract].shifts
        return (shift.sites is None or agent.site in shift.sites) and (allowed is None or shift.id in allowed)


class _Row(Protocol):
    @property
    def agent(self) -> str: ...


R = TypeVar("R", bound=_Row)


def _by_agent(rows: Iterable[R]) -> dict[str, tuple[R, ...]]:
    found: dict[str, list[R]] = defaultdict(list)
    for row in rows:
        found[row.agent].append(row)
    return {agent: tuple(own) for agent, own in found.items()}


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
