"""Why contacts are late: what those who can serve a queue do in the hours in which most of its contacts are late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.clock import Horizon, local
from scheduler.judge.explain.asker import in_words
from scheduler.judge.explain.candidate import FREE, NO_SHIFT, ON_IT, OTHER_QUEUES, Candidates, busy_words
from scheduler.operation import Agent, Operation, Queue
from scheduler.roster import Activity, Roster

APART = timedelta(hours=4)
"""How far the moments are apart at which somebody who does not work in a longer time could have come."""


@dataclass(frozen=True)
class WhyLate:
    """What the able do instead."""

    able: int
    """Agents with the skill and the language."""
    counts: dict[str, float]
    """For live work what each able agent does: reason -> agents, which add up to `able`.

    For work that may wait what those at work do: activity -> agent-hours.
    """
    text: str
    others: str = ""
    """Of live work: on which other queues people are rostered: `22 sms-general-en, 7 general-calls-en`."""


@dataclass(frozen=True)
class LateReasons:
    """Answers for one roster."""

    operation: Operation
    candidates: Candidates
    doing: Mapping[str, list[Activity]]

    def live(self, queue: Queue, start: datetime, end: datetime) -> WhyLate:
        """What each able agent does from `start` to `end`, an interval in which most contacts are late."""
        able = self._able(queue)
        wanted = f"queue:{queue.id}"
        told = [self.candidates.reason(agent, start, end, wanted) for agent in able]
        counts = dict(sorted(Counter(told).items(), key=lambda entry: (-entry[1], entry[0])))
        others = Counter(self._queue_at(agent, start) for agent, why in zip(able, told, strict=True)
                         if why == OTHER_QUEUES)  # fmt: skip
        on = ", ".join(f"{count} {name}" for name, count in others.most_common() if name)
        words = ", ".join(f"{count} {in_words(why)}{f' ({on})' if on and why == OTHER_QUEUES else ''}"
                          for why, count in counts.items())  # fmt: skip
        at = f"{local(start, self.operation.time_zone):%H:%M}"
        text = f"{_people(able)}; at {at}: {words}" if able else _nobody(queue)
        return WhyLate(len(able), {**counts}, text, on)

    def waiting(self, queue: Queue, start: datetime, end: datetime) -> WhyLate:
        """What the able do at work from `start` to `end`, and why the others do not come at all in that time."""
        able = self._able(queue)
        if not able:
            return WhyLate(0, {}, _nobody(queue))
        hours = self._hours(able, queue, start, end)
        told = ", ".join(f"{amount:,.1f} {what}" for what, amount in hours.items())
        at_work = f"{sum(hours.values()):,.1f} hours at work{': ' if told else ''}{told}"
        away = Counter(self._away(agent, queue, start, end) for agent in able if not self._works(agent, start, end))
        rest = ", ".join(f"{count} {in_words(why)}" for why, count in sorted(away.items(), key=lambda e: (-e[1], e[0])))
        absent = f"; {away.total()} not at work in that time: {rest}" if away else ""
        return WhyLate(len(able), hours, f"{_people(able)}, with {at_work}{absent}")

    def _able(self, queue: Queue) -> list[Agent]:
        return [agent for agent in self.operation.agents if agent.serves(queue)]

    def _queue_at(self, agent: Agent, moment: datetime) -> str:
        """The queue that the agent is rostered on then."""
        rows = (row.activity for row in self.doing.get(agent.id, ()) if row.start <= moment < row.end)
        return next((activity.partition(":")[2] for activity in rows if activity.startswith("queue:")), "")

    def _within(self, agent: Agent, start: datetime, end: datetime) -> Iterator[tuple[str, float]]:
        """What the agent does at work in that time, with the hours of each."""
        for row in self.doing.get(agent.id, ()):
            hours = (min(row.end, end) - max(row.start, start)) / timedelta(hours=1)
            if hours > 0 and not row.activity.startswith("on_call:"):
                yield row.activity, hours

    def _works(self, agent: Agent, start: datetime, end: datetime) -> bool:
        return next(self._within(agent, start, end), None) is not None

    def _hours(self, able: list[Agent], queue: Queue, start: datetime, end: datetime) -> dict[str, float]:
        """Activity in words -> agent-hours, most first."""
        found: dict[str, float] = {}
        for agent in able:
            for activity, hours in self._within(agent, start, end):
                words = busy_words(activity, f"queue:{queue.id}").replace(ON_IT, "on it")
                found[words] = found.get(words, 0.0) + hours
        return dict(sorted(found.items(), key=lambda entry: (-entry[1], entry[0])))

    def _away(self, agent: Agent, queue: Queue, start: datetime, end: datetime) -> str:
        """Why the agent does not work at all in that time: the most common reason, or that nothing forbids it."""
        moments, told = start, []
        while moments < end:
            until = moments + timedelta(minutes=self.operation.interval_minutes)
            told.append(self.candidates.reason(agent, moments, until, f"queue:{queue.id}"))
            moments += APART
        if FREE in told:
            return FREE
        known = [why for why in told if why != NO_SHIFT] or told
        return max(sorted(set(known)), key=known.count)


def late_reasons(operation: Operation, horizon: Horizon, roster: Roster) -> LateReasons:
    """Answers for this roster."""
    return LateReasons(operation, Candidates(operation, horizon, roster), roster.activities_by_agent())


def _people(able: list[Agent]) -> str:
    return "1 is able" if len(able) == 1 else f"{len(able)} are able"


def _nobody(queue: Queue) -> str:
    return f"No agent has both skill {queue.skill} and language {queue.language}"
