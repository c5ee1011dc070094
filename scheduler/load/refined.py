"""Opening hours off the grid: intervals are then so fine that every queue opens and closes with one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import gcd

from scheduler.clock import offsets
from scheduler.load.complaints import Complaints, Place
from scheduler.operation import Operation, Queue


def refined(operation: Operation, place: Callable[[str], Place], complaints: Complaints) -> Operation:
    """The operation on a grid that its opening hours fall on; `place` says where a queue's hours stand.

    Else half an interval would be required in full, and who is there while the queue is closed would serve it.
    """
    told, minutes = operation.interval_minutes, operation.interval_minutes
    for name, queue in operation.queues.items():
        own = gcd(told, *_edges(queue, operation.time_zone))
        minutes = gcd(minutes, own)
        if own < told:
            text = f"queue {name!r} opens or closes off the grid of {told} minutes; intervals of {own} are taken"
            complaints.warn(place(name), text)
    return replace(operation, interval_minutes=minutes)


def _edges(queue: Queue, zone_name: str) -> set[int]:
    """Minutes from a midnight of the planning zone to openings and closings, in every season; none if always open."""
    if queue.open is None:
        return set()
    spans = [span for span in (*queue.open.days, queue.open.holiday) if span is not None]
    own = queue.open.time_zone or zone_name
    apart = {there - here for there in offsets(zone_name) for here in offsets(own)}
    return {edge + shift for span in spans for edge in span for shift in apart}
