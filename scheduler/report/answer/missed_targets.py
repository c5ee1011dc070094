"""Missed targets: each queue that misses one beyond chance, when it serves worst, and what its people do then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from scheduler.clock import Horizon, local
from scheduler.judge.explain.late import LateReasons, WhyLate, late_reasons
from scheduler.operation import Operation, Queue
from scheduler.report.answer.verdicts import miss_words, missed_queues
from scheduler.roster import Roster


@dataclass(frozen=True)
class MissedTarget:
    """One queue that misses a target, at its worst."""

    queue: str
    words: str
    """What is missed: `80.3 % in time, promised 90 %`."""
    deferred: bool
    start: datetime
    """Of the worst hour, or of work that may wait of the worst day; local to the planning zone, as is the end."""
    end: datetime
    gave_up: bool
    """Whether too many give up, rather than that too many are late."""
    missed: float
    """Contacts that are late, or give up, of those that arrive in this time."""
    contacts: float
    people: float
    """How many at work can serve the queue, on average."""
    occupancy: float | None
    """The share of their time at work that they spend on contacts."""
    why: WhyLate

    @property
    def until(self) -> str:
        """The end on the clock: `24:00` where that is midnight."""
        return "24:00" if f"{self.end:%H:%M}" == "00:00" else f"{self.end:%H:%M}"

    @property
    def text(self) -> str:
        """One line for a planner."""
        return f"{self.queue}: {self.words}. {self._when}. {self.why.text}"

    @property
    def _when(self) -> str:
        missed = f"{self.missed:,.1f} of {self.contacts:,.1f}"
        if self.deferred:
            return f"Worst is what arrives on {self.start:%a %Y-%m-%d}: {missed} items are late"
        busy = "" if self.occupancy is None else f", {100 * self.occupancy:.0f} % busy"
        at_work = f"{self.people:,.1f} people at work can serve it{busy}"
        what = "give up" if self.gave_up else "are late"
        return f"Worst on {self.start:%a %Y-%m-%d %H:%M}-{self.until}: {missed} contacts {what}; {at_work}"


def missed_targets(
    operation: Operation, horizon: Horizon, roster: Roster, service: Mapping[str, Any] | None
) -> tuple[MissedTarget, ...]:
    """In the order of `missed_queues`; `service` is that of summary.json, of this roster.

    Nothing of a queue whose worst time an older version did not tell.
    """
    rows = service["queues"] if service else {}
    names = [name for name in missed_queues(service) if rows[name].get("worst")] if service else []
    reasons = late_reasons(operation, horizon, roster) if names else None
    return tuple(_at_its_worst(reasons, horizon, operation.queues[name], rows[name]) for name in names if reasons)


def _at_its_worst(reasons: LateReasons, horizon: Horizon, queue: Queue, row: Mapping[str, Any]) -> MissedTarget:
    worst, zone = row["worst"], reasons.operation.time_zone
    start, end = (datetime.fromisoformat(worst[key]) for key in ("start", "end"))
    return MissedTarget(
        queue=queue.id,
        words=miss_words(row),
        deferred=queue.deferred,
        start=local(start, zone),
        end=local(end, zone),
        gave_up=worst["by"] == "gave_up",
        missed=worst["missed"],
        contacts=worst["contacts"],
        people=worst["agent_hours"] / ((end - start) / timedelta(hours=1)),
        occupancy=worst["occupancy"],
        why=_why(reasons, horizon, queue, start, end),
    )


def _why(reasons: LateReasons, horizon: Horizon, queue: Queue, start: datetime, end: datetime) -> WhyLate:
    """Of work that may wait: until all that arrives on the worst day is due. Else: as the worst hour begins."""
    if not queue.deferred:
        return reasons.live(queue, start, start + timedelta(minutes=reasons.operation.interval_minutes))
    hours = queue.service.within_hours if queue.service is not None else None
    return reasons.waiting(queue, start, min(end + timedelta(hours=hours or 0.0), horizon.end))
