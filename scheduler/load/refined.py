"""Opening hours and duties off the grid: intervals are then so fine that they begin and end with one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import gcd

from scheduler.clock import offsets
from scheduler.load.complaints import Complaints, Place
from scheduler.load.duty.grid import Asked, asked_by_duties
from scheduler.operation import Operation, Queue

LEAST = 5
"""Minutes of the finest intervals; below that a week is too many of them."""
TEN = 10
DAY = 1440


def refined(
    operation: Operation, queue: Callable[[str], Place], duty: Callable[[int], Place], complaints: Complaints
) -> Operation:
    """The operation on a grid that its opening hours and its duties fall on.

    Else half an interval would be required in full, and who is there while the queue is closed would serve it; or two
    people wanted for half an interval would be one for all of it. `queue` and `duty` say where the hours stand.
    """
    minutes = _by_queues(operation, queue, complaints)
    if not complaints.wrong:  # else what people may work is not all known
        minutes = _by_duties(operation, minutes, duty, complaints)
    return replace(operation, interval_minutes=minutes)


def _by_queues(operation: Operation, place: Callable[[str], Place], complaints: Complaints) -> int:
    """Minutes of intervals that opening hours fall on; hours that would need less than 5 are refused."""
    told = operation.interval_minutes
    own = {name: gcd(told, *_edges(queue, operation.time_zone)) for name, queue in operation.queues.items()}
    minutes = gcd(told, *own.values())
    if minutes < LEAST:
        for name, queue in operation.queues.items():
            _refuse(name, queue, minutes, place, complaints)
        return told
    for name, most in own.items():
        if most < told:
            text = f"queue {name!r} opens or closes off the grid of {told} minutes; intervals of {most} are taken"
            complaints.warn(place(name), text)
    return minutes


def _by_duties(operation: Operation, minutes: int, place: Callable[[int], Place], complaints: Complaints) -> int:
    """Minutes of intervals, of which those of queues are a multiple, that exclusive and standby duties fall on.

    Where that would be less than 5, they are the finest that are not: the model is then out by minutes, nothing more.
    """
    told = operation.interval_minutes
    asked = asked_by_duties(operation)
    for number, own in asked.items():
        if own.minutes < told:
            complaints.warn(place(number), _off_the_grid(operation.cover[number].name, told, own))
    return _finest(gcd(minutes, *(own.minutes for own in asked.values())), minutes)


def _off_the_grid(name: str, told: int, own: Asked) -> str:
    """What of a duty is off the grid, and which intervals are taken."""
    text = f"duty {name!r}: {' and '.join(own.off)} begin or end off the grid of {told} minutes"
    taken = _finest(own.minutes, told)
    if taken == own.minutes:
        return f"{text}; intervals of {taken} are taken"
    return f"{text}; intervals of {taken} are taken, the least, so what the solver believes of it may be out by minutes"


def _finest(minutes: int, whole: int) -> int:
    """`minutes` if they are 5 or more, else the least number from 5 on that divides `whole`."""
    return minutes if minutes >= LEAST else next(part for part in range(LEAST, whole + 1) if whole % part == 0)


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
