"""Could this agent have come? Each agent who is able, each shift that would do, against the agent's own limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from scheduler.clock import Horizon, instant, local
from scheduler.judge.rows.activities import near
from scheduler.judge.rows.diaries import diaries
from scheduler.judge.rows.standing_by import hindrance
from scheduler.operation import Agent, Operation, Shift
from scheduler.roster import Activity, Duty, Roster
from scheduler.rules import limits_for
from scheduler.rules.diary import Diary, Standing
from scheduler.rules.rule import Limit

FREE = "could come (no limit forbids it)"
NO_SHIFT = "no shift at that hour"
OTHER_HOURS = "at work at other hours that day"
AWAY = "not employed then"
ON_IT = "on it already"
OTHER_QUEUES = "on other queues"
PLAIN = ("rest", "working")


@dataclass
class Candidates:
    """Answers for one roster; diaries and trials are kept, as neighbouring gaps ask the same again."""

    operation: Operation
    horizon: Horizon
    roster: Roster
    _diary: dict[str, Diary] = field(default_factory=dict)
    _limits: dict[str, tuple[Limit, ...]] = field(default_factory=dict)
    _broken: dict[str, list[float]] = field(default_factory=dict)
    _tried: dict[tuple[str, datetime, datetime], str | None] = field(default_factory=dict)
    _stood: dict[tuple[str, datetime, datetime], str | None] = field(default_factory=dict)
    _besides_shifts: set[str] | None = None
    """Standby that is neither rest nor work."""
    _picked: dict[tuple[str, str, str, datetime], tuple[Duty, ...]] = field(default_factory=dict)
    _doing: dict[str, list[Activity]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        book = diaries(self.operation, self.horizon, replace(self.roster, breaks_known=False))
        self._diary = {agent.id: book.of(agent) for agent in self.operation.agents}
        self._doing = self.roster.activities_by_agent()

    def reason(self, agent: Agent, start: datetime, end: datetime, wanted: str) -> str:
        """Why the agent is not there from `start` to `end`: at work, on leave, a limit's name, ...; or `FREE`.

        `wanted` is the activity that is missing people.
        """
        diary = self._diary[agent.id]
        busy = self._at_work(diary, start, end, wanted)
        if busy:
            return busy
        if not agent.employed(local(start, agent.time_zone).date()):
            return AWAY
        if any(first < end and start < last for _, first, last in diary.leave_spans()):
            return "time_off"
        if wanted.startswith("on_call:"):
            return hindrance(self.operation, agent, start, end) or self._standing(diary, start, end, wanted) or FREE
        return self._best_trial(diary, start, end)

    def _at_work(self, diary: Diary, start: datetime, end: datetime, wanted: str) -> str:
        """What the agent does in that time, where anything."""
        for row in near(self._doing.get(diary.agent.id, []), start, end):
            if row.start < end and start < row.end:
                return "at work" if _outside(wanted, row.activity) else busy_words(row.activity, wanted)
        worked = any(duty.start < end and start < duty.end for duty in _around(diary, start))
        return "at work" if worked else ""

    def _standing(self, diary: Diary, start: datetime, end: datetime, wanted: str) -> str | None:
        """The first limit that standby then would break further; None where none.

        Standby that counts as rest breaks none. Of standby that counts as work it is not asked: that belongs to the
        date on which its window begins, and a gap may begin later.
        """
        if self._besides_shifts is None:
            self._besides_shifts = {
                tier.activity for tier in self.operation.tiers if tier.on_call and tier.counts_as not in PLAIN
            }
        key = (diary.agent.id, start, end)
        if wanted in self._besides_shifts and key not in self._stood:
            one = Standing(start, end, local(start, diary.agent.time_zone).date(), False)
            standby = sorted((*diary.standby, one), key=lambda row: row.start)
            self._stood[key] = self._worse(diary, replace(diary, standby=tuple(standby)))
        return self._stood.get(key) if wanted in self._besides_shifts else None

    def _best_trial(self, diary: Diary, start: datetime, end: datetime) -> str:
        """The reason against the shift that comes nearest to being legal."""
        found, occupied = [], False
        for duty in self._trials(diary, start, end):
            if duty.day in diary.duties:
                occupied = True
                continue
            against = self._against(diary, duty)
            if against is None:
                return FREE
            found.append(against)
        if found:
            return max(sorted(set(found)), key=found.count)
        return OTHER_HOURS if occupied else NO_SHIFT

    def _trials(self, diary: Diary, start: datetime, end: datetime) -> Iterator[Duty]:
        """The shifts to try, on the days on which the agent may start one."""
        agent = diary.agent
        key = (agent.site, agent.contract, agent.time_zone, start)
        if key not in self._picked:
            self._picked[key] = tuple(self._picks(agent, start, end))
        for duty in self._picked[key]:
            if self.horizon.holds(duty.day) and agent.employed(duty.day):
                yield replace(duty, agent=agent.id)

    def _picks(self, agent: Agent, start: datetime, end: datetime) -> Iterator[Duty]:
        """Variants that hold the time, of each kind of shift: the shortest, the first to end, the last to start."""
        today = local(start, agent.time_zone).date()
        for day in (today, today - timedelta(days=1)):
            for shift in self.operation.shifts_of(agent):
                fit = [duty for duty in self._variants(agent, day, shift) if duty.start <= start and end <= duty.end]
                if fit:
                    yield from {
                        min(fit, key=lambda duty: (duty.paid_minutes, duty.start)): None,
                        min(fit, key=lambda duty: (duty.end, duty.start)): None,
                        max(fit, key=lambda duty: (duty.start, duty.end)): None,
                    }

    def _variants(self, agent: Agent, day: date, shift: Shift) -> Iterator[Duty]:
        for minute in shift.starts(self.operation.shift_step_minutes):
            start = instant(day, minute, agent.time_zone)
            for length in shift.lengths():
                paid = self.operation.paid_minutes(agent.site, shift, length)
                yield Duty(agent.id, day, shift.id, start, start + timedelta(minutes=length), agent.site, paid)

    def _against(self, diary: Diary, duty: Duty) -> str | None:
        """The first limit that the shift would break further than the roster does already; None where none."""
        key = (duty.agent, duty.start, duty.end)
        if key not in self._tried:
            changed = replace(diary, duties=dict(sorted({**diary.duties, duty.day: duty}.items())))
            self._tried[key] = self._worse(diary, changed)
        return self._tried[key]

    def _worse(self, diary: Diary, changed: Diary) -> str | None:
        """The first limit that a changed diary breaks further than the agent's own does; None where none."""
        limits = zip(self._limits_of(diary.agent), self._base(diary), strict=True)
        worse = (limit.name for limit, before in limits if _amount(limit, changed) > before + 1e-9)
        return next(worse, None)

    def _base(self, diary: Diary) -> list[float]:
        """The amount by which each limit of the agent is broken already."""
        name = diary.agent.id
        if name not in self._broken:
            self._broken[name] = [_amount(limit, diary) for limit in self._limits_of(diary.agent)]
        return self._broken[name]

    def _limits_of(self, agent: Agent) -> tuple[Limit, ...]:
        if agent.id not in self._limits:
            self._limits[agent.id] = limits_for(self.operation, agent)
        return self._limits[agent.id]


def _around(diary: Diary, moment: datetime) -> list[Duty]:
    """The shifts that could touch the moment: those of its date and of the days around it."""
    days = (moment.date() + timedelta(days=step) for step in range(-3, 3))
    return [duty for duty in map(diary.duty, days) if duty is not None]


def _amount(limit: Limit, diary: Diary) -> float:
    return sum(finding.amount for finding in limit.check(diary))


def _outside(wanted: str, activity: str) -> bool:
    """Whether standby is wanted of somebody who is at work, whatever is done there."""
    return wanted.startswith("on_call:") and not activity.startswith("on_call:")


def busy_words(activity: str, wanted: str) -> str:
    """An activity in a planner's words."""
    if activity == wanted:
        return ON_IT
    kind, _, _ = activity.partition(":")
    words = {
        "queue": OTHER_QUEUES, "break": "on a break", "cover": "on another duty", "on_call": "on standby",
        "meeting": "in a meeting", "decompression": "on decompression", "idle": "idle",
    }  # fmt: skip
    return words.get(kind, "at work")
