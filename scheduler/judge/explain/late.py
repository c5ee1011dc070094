"""Why contacts are late: what the agents who can serve a queue do in its worst time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from scheduler.clock import local
from scheduler.goals import Case
from scheduler.judge.explain.asker import able_are, nobody_can, serving
from scheduler.judge.explain.candidate import FREE, NO_SHIFT, ON_IT, OTHER_QUEUES, Candidates, busy_words
from scheduler.judge.explain.reason_words import by_number, in_words
from scheduler.judge.rows.activities import near
from scheduler.operation import Agent, Operation, Queue
from scheduler.roster import Activity

APART = timedelta(hours=4)
"""Time between the moments at which an agent who does not work in a longer time is asked why."""
NAMED = 3
"""Other queues, or sites, that are named."""


@dataclass(frozen=True)
class WhyLate:
    """What the agents who can serve a queue do in its worst time."""

    able: int
    """Agents with the skill and the language."""
    text: str
    """The whole in words."""
    agents: Mapping[str, int] = field(default_factory=dict)
    """Reason -> agents, most first, for live work; they add up to `able`. Limits stand under their names."""
    hours: Mapping[str, float] = field(default_factory=dict)
    """Activity -> agent-hours of those at work, most first, for work that may wait."""
    more: Mapping[str, str] = field(default_factory=dict)
    """Reason -> words for a bracket behind it: the other queues that people are on, the sites without a shift then.

    For example ` (22 sms-general-en, 7 general-calls-en)`; empty where there is nothing to add.
    """


@dataclass(frozen=True)
class LateReasons:
    """Answers for one roster."""

    operation: Operation
    candidates: Candidates
    doing: Mapping[str, list[Activity]]
    """Agent -> activities in the order of their starts; whole shifts where it is not known what people do."""

    def live(self, queue: Queue, start: datetime, end: datetime) -> WhyLate:
        """What each able agent does in the interval from `start` to `end`."""
        able = serving(self.operation, queue)
        if not able:
            return WhyLate(0, nobody_can(queue))
        told = [self.candidates.reason(agent, start, end, f"queue:{queue.id}") for agent in able]
        agents = by_number(Counter(told))
        others = Counter(self._queue_of(agent, start, end) for agent, why in zip(able, told, strict=True)
                         if why == OTHER_QUEUES)  # fmt: skip
        on = _most(others, "d")
        sites = _most(Counter(agent.site for agent, why in zip(able, told, strict=True) if why == NO_SHIFT), "d")
        more = {OTHER_QUEUES: on, NO_SHIFT: sites}
        words = ", ".join(f"{count} {in_words(why)}{more.get(why, '')}" for why, count in agents.items())
        at = f"{local(start, self.operation.time_zone):%H:%M}"
        return WhyLate(len(able), f"{able_are(able)}; at {at}: {words}", agents=agents, more=more)

    def waiting(self, queue: Queue, start: datetime, end: datetime) -> WhyLate:
        """What the able do at work from `start` to `end`, and why the others do not come at all in that time."""
        able = serving(self.operation, queue)
        if not able:
            return WhyLate(0, nobody_can(queue))
        hours, on = self._hours(able, queue, start, end)
        told = ", ".join(f"{amount:,.1f} {what}{on if what == OTHER_QUEUES else ''}" for what, amount in hours.items())
        at_work = f"{sum(hours.values()):,.1f} hours at work{': ' if told else ''}{told}"
        away = Counter(self._away(agent, queue, start, end) for agent in able if not self._works(agent, start, end))
        rest = ", ".join(f"{count} {in_words(why)}" for why, count in by_number(away).items())
        absent = f"; {away.total()} not at work in that time: {rest}" if away else ""
        until = f"{local(end, self.operation.time_zone):%a %H:%M}"
        ends = "the horizon ends" if end == self.candidates.horizon.end else "due"
        text = f"{able_are(able)}; until {until} ({ends}) {at_work}{absent}"
        return WhyLate(len(able), text, hours=hours, more={OTHER_QUEUES: on})

    def _queue_of(self, agent: Agent, start: datetime, end: datetime) -> str:
        """The queue that the agent is on in that time: of the activity that `Candidates.reason` tells."""
        rows = (row.activity for row in near(self.doing.get(agent.id, []), start, end)
                if row.start < end and start < row.end)  # fmt: skip
        return next(rows, "").partition(":")[2]

    def _within(self, agent: Agent, start: datetime, end: datetime) -> Iterator[tuple[str, float]]:
        """What the agent does at work in that time, with the hours of each."""
        for row in self.doing.get(agent.id, ()):
            hours = (min(row.end, end) - max(row.start, start)) / timedelta(hours=1)
            if hours > 0 and not row.activity.startswith("on_call:"):
                yield row.activity, hours

    def _works(self, agent: Agent, start: datetime, end: datetime) -> bool:
        return next(self._within(agent, start, end), None) is not None

    def _hours(self, able: list[Agent], queue: Queue, start: datetime, end: datetime) -> tuple[dict[str, float], str]:
        """Activity in words -> agent-hours, most first; and on which other queues."""
        found, others = defaultdict[str, float](float), defaultdict[str, float](float)
        for activity, hours in (row for agent in able for row in self._within(agent, start, end)):
            words = busy_words(activity, f"queue:{queue.id}")
            found["on it" if words == ON_IT else words] += hours
            if words == OTHER_QUEUES:
                others[activity.partition(":")[2]] += hours
        return by_number(found), _most(others, ".1f")

    def _away(self, agent: Agent, queue: Queue, start: datetime, end: datetime) -> str:
        """`FREE` if the agent could come at a moment asked; else the most common reason, `NO_SHIFT` last."""
        interval, told, moment = timedelta(minutes=self.operation.interval_minutes), [], start
        while moment < end:
            told.append(self.candidates.reason(agent, moment, moment + interval, f"queue:{queue.id}"))
            moment += APART
        if FREE in told:
            return FREE
        known = [why for why in told if why != NO_SHIFT] or told
        return max(sorted(set(known)), key=known.count)


def late_reasons(case: Case) -> LateReasons:
    """Answers for this roster; shifts of the week before that reach into the horizon count, too."""
    doing, moment = defaultdict[str, list[Activity]](list), case.horizon.moment
    for span in sorted(case.spans, key=lambda one: one.start):
        for start, end, activity in span.activities or ((span.start, span.end, "shift"),):
            doing[span.agent.id].append(Activity(span.agent.id, moment(start), moment(end), activity))
    return LateReasons(case.operation, Candidates(case.operation, case.horizon, case.roster), doing)


def _most(others: Mapping[str, float], form: str) -> str:
    """` (22 sms-general-en, 7 general-calls-en and 2 more)`: the other queues, those of most people or hours first."""
    ordered = list(by_number({name: amount for name, amount in others.items() if name}))
    told = ", ".join(f"{others[name]:{form}} {name}" for name in ordered[:NAMED])
    more = f" and {len(ordered) - NAMED} more" if len(ordered) > NAMED else ""
    return f" ({told}{more})" if told else ""
