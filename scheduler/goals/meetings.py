"""People attend the meetings and the training that they are expected at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import ClassVar

from scheduler.count.case import Case
from scheduler.goals.goal import Goal, Tally, Weight, whole_points
from scheduler.goals.terms.asked import Asked
from scheduler.goals.terms.rows import MeetingsMissed
from scheduler.operation.meeting_times import Occasion, Window, occasions

Rows = dict[str, list[Window]]
"""Agent -> when a meeting of one name is attended, in minutes of the horizon."""


class Meetings(Goal):
    """Each person expected at a meeting who does not attend it costs the meeting's weight, times `weight`.

    People invited are expected if they are employed and not on leave that day, at work or not. A block of one's own is
    attended for its minutes within its hours. A meeting together counts at the time at which most people attend.
    """

    rank: ClassVar[int] = 5
    at_stake: ClassVar[str] = "a meeting would miss somebody"
    weight: Weight = 1

    def fixed_terms(self) -> Iterator[MeetingsMissed]:
        yield MeetingsMissed(self.weight)

    def is_asked(self, asked: Asked) -> bool:
        return bool(asked.operation.meetings)

    def count(self, case: Case) -> Tally:
        held = _held(case)
        expected, missing, points, open_rows = 0, 0, 0.0, bool(case.roster.activities)
        for one in occasions(case.operation, case.horizon) if open_rows else ():
            left = len(one.windows) - attending(one, held.get(one.meeting.activity, {}))
            expected += len(one.windows)
            missing += left
            points += left * one.meeting.weight
        notes = () if open_rows or not case.operation.meetings else ("the roster says nothing of activities",)
        return Tally(whole_points(self.weight * points), missing, f"people missing of {expected} expected", notes)


def attending(one: Occasion, rows: Rows) -> int:
    """How many of the expected attend."""
    within = {agent: _within(rows.get(agent, []), windows) for agent, windows in one.windows.items()}
    minutes = one.meeting.minutes
    if not one.meeting.together:
        return sum(any(end - start >= minutes for start, end in spans) for spans in within.values())
    times = sorted({start for spans in within.values() for start, _ in spans})
    return max((_there(within, at, at + minutes) for at in times), default=0)


def _there(within: Rows, start: int, end: int) -> int:
    return sum(any(first <= start and end <= last for first, last in spans) for spans in within.values())


def _within(rows: list[Window], windows: tuple[Window, ...]) -> list[Window]:
    """The parts of the rows that lie in the windows."""
    cut = [(max(row[0], window[0]), min(row[1], window[1])) for row in rows for window in windows]
    return [(start, end) for start, end in cut if start < end]


def _held(case: Case) -> dict[str, Rows]:
    """Activity of a meeting -> agent -> when."""
    found: dict[str, Rows] = defaultdict(lambda: defaultdict(list))
    for row in case.roster.activities:
        if row.activity.startswith("meeting:"):
            found[row.activity][row.agent].append((case.horizon.minute(row.start), case.horizon.minute(row.end)))
    return found
