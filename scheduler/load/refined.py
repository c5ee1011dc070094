"""Opening hours off the grid: intervals are then so fine that every queue opens and closes with one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import gcd

from scheduler.clock import offsets
from scheduler.load.complaints import Complaints, Place
from scheduler.operation import Operation, Queue

LEAST = 5
"""Minutes of the finest intervals; below that a week is too many of them."""
TEN = 10
DAY = 1440


def refined(operation: Operation, place: Callable[[str], Place], complaints: Complaints) -> Operation:
    """The operation on a grid that its opening hours fall on; `place` says where a queue's hours stand.

    Else half an interval would be required in full, and who is there while the queue is closed would serve it.
    Hours that would need intervals of less than 5 minutes are refused.
    """
    told = operation.interval_minutes
    own = {name: gcd(told, *_edges(queue, operation.time_zone)) for name, queue in operation.queues.items()}
    minutes = gcd(told, *own.values())
    if minutes < LEAST:
        for name, queue in operation.queues.items():
            _refuse(name, queue, minutes, place, complaints)
        return operation
    for name, most in own.items():
        if most < told:
            text = f"queue {name!r} opens or closes off the grid of {told} minutes; intervals of {most} are taken"
            complaints.warn(place(name), text)
    return replace(operation, interval_minutes=minutes)


def _refuse(name: str, queue: Queue, minutes: int, place: Callable[[str], Place], complaints: Complaints) -> None:
    """One line for all of a queue's hours that no interval of 5 minutes or more begins with."""
    odd = sorted({edge for span in _spans(queue) for edge in span if edge % LEAST})
    if odd:
        times, right = (", ".join(map(_clock, edges)) for edges in (odd, [TEN * round(edge / TEN) for edge in odd]))
        needed = f"would need intervals of {minutes} minute{'s' * (minutes > 1)}, and {LEAST} are the least"
        complaints.add(place(name), f"queue {name!r} opens or closes at {times}, which {needed}; write {right}")


def _clock(minute: int) -> str:
    """`24:00` is the end of a day; what lies beyond belongs to the next."""
    minute -= DAY if minute > DAY else 0
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _edges(queue: Queue, zone_name: str) -> set[int]:
    """Minutes from a midnight of the planning zone to openings and closings, in every season; none if always open."""
    if queue.open is None:
        return set()
    own = queue.open.time_zone or zone_name
    apart = {there - here for there in offsets(zone_name) for here in offsets(own)}
    return {edge + shift for span in _spans(queue) for edge in span for shift in apart}


def _spans(queue: Queue) -> list[tuple[int, int]]:
    """Opening and closing on the queue's clocks, in minutes of the day; closing after midnight is beyond 24 hours."""
    return [span for span in (*queue.open.days, queue.open.holiday) if span is not None] if queue.open else []
