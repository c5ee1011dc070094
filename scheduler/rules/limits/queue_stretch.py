"""Time on one queue before the next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scheduler.clock import local, minutes_between
from scheduler.roster import Activity, Duty
from scheduler.rules.diary import Diary
from scheduler.rules.rule import Finding, Limit

PAUSES = ("break", "decompression", "meeting")
"""Activities that let a stretch before or after them be short."""


class QueueStretch(Limit):
    """Who is put on a queue stays on it for at least its `minimum_stretch_minutes`, without a minute elsewhere.

    A stretch may be shorter where it begins or ends at a break, a decompression, a meeting, the start or end of the
    shift, or the edge of the horizon; next to another queue, exclusive cover or idle time on both sides it may not.
    Shifts of which no activities are known are not judged.
    This limit is applied when activities are assigned; it does not change which shifts are chosen.
    """

    always: ClassVar[bool] = True
    said_in: ClassVar[str] = "queues.toml (minimum_stretch_minutes)"

    def check(self, diary: Diary) -> Iterator[Finding]:
        least = {
            f"queue:{name}": queue.minimum_stretch_minutes
            for name, queue in diary.operation.queues.items()
            if queue.minimum_stretch_minutes
        }
        for day, duty in diary.duties.items() if least else ():
            rows = _stretches(diary.doing(duty))
            for place, row in enumerate(rows):
                minutes, wanted = minutes_between(row.start, row.end), least.get(row.activity, 0)
                if minutes < wanted and not _cut_short(diary, duty, rows, place):
                    queue, begun = row.activity.partition(":")[2], f"{local(row.start, diary.agent.time_zone):%H:%M}"
                    message = (
                        f"is on {queue} for {minutes} minutes from {begun} in {duty.shift} of {day}; "
                        f"the least is {wanted}"
                    )
                    yield self.finding(diary, day, message, wanted - minutes, "minutes")


def _stretches(rows: list[Activity]) -> list[Activity]:
    """Rows of one activity that follow each other as one."""
    found: list[Activity] = []
    for row in rows:
        if found and found[-1].activity == row.activity and found[-1].end == row.start:
            found[-1] = Activity(row.agent, found[-1].start, row.end, row.activity)
        else:
            found.append(row)
    return found


def _cut_short(diary: Diary, duty: Duty, rows: list[Activity], place: int) -> bool:
    row, beside = rows[place], [rows[other] for other in (place - 1, place + 1) if 0 <= other < len(rows)]
    edges = {duty.start, duty.end, diary.horizon.start, diary.horizon.end}
    edges |= {moment for one in beside if one.activity.partition(":")[0] in PAUSES for moment in (one.start, one.end)}
    return bool({row.start, row.end} & edges)
