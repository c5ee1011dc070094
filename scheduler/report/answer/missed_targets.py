"""Missed targets: each queue that misses one beyond chance, when it serves worst, and what its people do then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from scheduler.clock import local
from scheduler.goals import Case
from scheduler.judge.explain.late import LateReasons, WhyLate, late_reasons
from scheduler.operation import Queue
from scheduler.report.answer.verdicts import miss_words, missed_queues

MISS = {"late": "late", "gave_up": "given up", "unanswered": "not answered"}
"""What is said of contacts that miss a target, by `by` of `worst`."""


@dataclass(frozen=True)
class MissedTarget:
    """One queue that misses a target, at its worst."""

    queue: str
    words: str
    """What is missed: `80.3 % in time, promised 90 %`."""
    deferred: bool
    start: datetime
    """Start of the worst hour, or for work that may wait of the worst day; local to the planning zone, as is `end`."""
    end: datetime
    worst: Mapping[str, Any]
    """That time as summary.json has it."""
    people: float
    """How many at work can serve the queue in that time, on average."""
    planned: float
    """Agents on the queue in that time by the plan; of work that may wait agent-hours over the horizon."""
    required: float
    """What the roster was asked for, in the same unit."""
    shared_short: float
    """Agents that the queues which share its people lack then by the plan, on average; 0 of work that may wait."""
    why: WhyLate
    backlog: str = ""
    """`, the backlog included` where that counts to the worst day."""

    @property
    def miss(self) -> str:
        """How contacts miss the target: `late`, `given up`, `not answered`."""
        return MISS[self.worst["by"]]

    @property
    def until(self) -> str:
        """The end on the clock: `24:00` at midnight, `01:00 (clocks go back)` where clocks change in this time."""
        midnight = self.end.date() > self.start.date() and f"{self.end:%H:%M}" == "00:00"
        offsets = [moment.utcoffset() or timedelta(0) for moment in (self.start, self.end)]
        told = {1: " (clocks go back)", -1: " (clocks go forward)", 0: ""}
        change = (offsets[0] > offsets[1]) - (offsets[0] < offsets[1])
        return f"{'24:00' if midnight else f'{self.end:%H:%M}'}{told[change]}"

    @property
    def often(self) -> str:
        """The time of day of most misses: `120.3 of 237.5 between 17:00 and 21:00`; empty for work that may wait."""
        of = self.worst["of_day"]
        if of is None:
            return ""
        return f"{of['missed']:,.1f} of {of['all']:,.1f} between {of['from_hour']:02}:00 and {of['to_hour']:02}:00"

    @property
    def text(self) -> str:
        """One line for a planner."""
        return f"{self.queue}: {self.words}. {self._waiting if self.deferred else self._live}. {self.why.text}"

    @property
    def _live(self) -> str:
        busy = "" if self.worst["occupancy"] is None else f", {100 * self.worst['occupancy']:.0f} % busy on all queues"
        return (
            f"Contacts {self.miss}: {self.often}. Worst hour {self.start:%a %Y-%m-%d %H:%M}-{self.until}: "
            f"{self.worst['missed']:,.1f} of {self.worst['contacts']:,.1f} {self.miss}, {self.people:,.1f} able people "
            f"at work{busy}; planned {self.planned:,.1f} of {self.required:,.1f} agents"
            f"{f', and {self.shared}' if self.shared else ''}"
        )

    @property
    def shared(self) -> str:
        """`queues that share its people lack 9.8 more`; empty where they lack hardly any."""
        more = self.shared_short - max(0.0, self.required - self.planned)
        return f"queues that share its people lack {more:,.1f} more" if not self.deferred and more > 0.05 else ""

    @property
    def _waiting(self) -> str:
        return (
            f"Worst day of arrival {self.start:%a %Y-%m-%d}: {self.worst['missed']:,.1f} of "
            f"{self.worst['contacts']:,.1f} items {self.miss}{self.backlog}; planned over all days "
            f"{self.planned:,.1f} of {self.required:,.1f} agent-hours"
        )


def missed_targets(case: Case, service: Mapping[str, Any] | None) -> tuple[MissedTarget, ...]:
    """In the order of `missed_queues`; `service` is that part of summary.json, for this roster.

    A queue without `worst` (an older summary) is left out, and so is one that the workspace no longer has.
    """
    names = [name for name in missed_queues(service) if _is_told(case, name, service)] if service else []
    if service is None or not names:
        return ()
    reasons, queues = late_reasons(case), case.operation.queues
    return tuple(_at_its_worst(case, reasons, queues[name], service["queues"][name]) for name in names)


def _is_told(case: Case, name: str, service: Mapping[str, Any]) -> bool:
    """Whether the workspace has the queue, and its worst time lies within the horizon."""
    worst = service["queues"][name].get("worst")
    if not worst or name not in case.requirement.queues:
        return False
    start, end = (datetime.fromisoformat(worst[key]) for key in ("start", "end"))
    return case.horizon.start <= start < end <= case.horizon.end


def _at_its_worst(case: Case, reasons: LateReasons, queue: Queue, row: Mapping[str, Any]) -> MissedTarget:
    worst = row["worst"]
    start, end, most_at = (datetime.fromisoformat(worst[key]) for key in ("start", "end", "most_at"))
    step = timedelta(minutes=case.requirement.interval_minutes)
    if queue.deferred:
        planned, why = _work(case, queue), reasons.waiting(queue, start, _last_due(case, queue, start, end))
    else:
        planned, why = _agents(case, queue, start, end), reasons.live(queue, most_at, most_at + step)
    return MissedTarget(
        queue=queue.id,
        words=miss_words(row),
        deferred=queue.deferred,
        start=local(start, case.operation.time_zone),
        end=local(end, case.operation.time_zone),
        worst=worst,
        people=worst["agent_hours"] / ((end - start) / timedelta(hours=1)),  # of instants: local times lose an hour
        planned=planned[0],
        required=planned[1],
        shared_short=0.0 if queue.deferred else _shared_short(case, queue, start, end),
        why=why,
        backlog=", the backlog included" if queue.deferred and queue.backlog and start == case.horizon.start else "",
    )


def _last_due(case: Case, queue: Queue, start: datetime, end: datetime) -> datetime:
    """When the last of what arrives from `start` to `end` is due by the queue's clock, or the horizon ends."""
    step, work = case.requirement.interval_minutes, case.requirement.work_of(queue.id)
    part = slice(case.horizon.minute(start) // step, case.horizon.minute(end) // step)
    if work is None:
        return end
    return case.horizon.moment(step * min(int(work.due[part].max()), case.requirement.intervals))


def _agents(case: Case, queue: Queue, start: datetime, end: datetime) -> tuple[float, float]:
    """Agents on a live queue by the plan and as required, on average from `start` to `end`."""
    row, step = case.requirement.row(queue.id), case.requirement.interval_minutes
    part = slice(case.horizon.minute(start) // step, case.horizon.minute(end) // step)
    return float(case.coverage.assigned[row, part].mean()), float(case.coverage.required[row, part].mean())


def _shared_short(case: Case, queue: Queue, start: datetime, end: datetime) -> float:
    """Agents that the live queues of its pool lack by the plan, itself included, on average from `start` to `end`."""
    row, step = case.requirement.row(queue.id), case.requirement.interval_minutes
    part = slice(case.horizon.minute(start) // step, case.horizon.minute(end) // step)
    rows = next((list(pool.rows) for pool in case.requirement.pools if row in pool.rows), [row])
    return float(case.coverage.short[rows, part].sum(axis=0).mean())


def _work(case: Case, queue: Queue) -> tuple[float, float]:
    """Agent-hours on the queue over the horizon by the plan, and of its work that the roster is asked for."""
    hours = case.requirement.interval_minutes / 60
    work = case.requirement.work_of(queue.id)
    seconds = 0.0 if work is None else float(work.arrivals.sum() + work.backlog.sum())
    return hours * float(case.coverage.assigned[case.requirement.row(queue.id)].sum()), seconds / 3600
