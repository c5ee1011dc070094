"""The operation that a sketch describes, as the solver and the judge read it."""

from __future__ import annotations

from datetime import date, timedelta

from escalation_sketch import DAY, Duty, Sketch
from small_case import PACIFIC, agent, operation

from scheduler.clock import instant
from scheduler.operation import Contract, Cover, Leave, Pin, Shift
from scheduler.roster import Held

MONDAY = date(2026, 10, 5)
"""A week without a holiday or a change of clocks."""


def day_of(number: int) -> date:
    return MONDAY + timedelta(days=number)


def clock(hour: int) -> str:
    return "24:00" if hour == DAY else f"{hour % DAY:02}:00"


def made_of(sketch: Sketch):
    """The operation that a sketch describes."""
    people, contracts, pins = [], {}, []
    for person in sketch.people:
        roles = sorted({f"{duty.name}{tier}" for duty in sketch.duties for tier, part in enumerate(duty.parts)
                        if person.name in part.able})  # fmt: skip
        people.append(agent(person.name, roles=roles, contract=person.name))
        limits = {"rest_hours": person.rest, "days_week": {"min": person.days_least, "max": person.days_most}}
        if person.together:
            limits["days_off_together_week"] = person.together
        if person.hours_most < 10**6:
            limits["hours_week"] = {"max": person.hours_most}
        contracts[person.name] = Contract(id=person.name, limits=limits)
        pins += [Pin(person.name, day_of(day), shift) for day, shift in person.pins.items()]
        pins += [Pin(person.name, day_of(day), "off") for day in range(7) if day not in person.days]
    shifts = {name: Shift(id=name, start=clock(start), hours=end - start)
              for name, (start, end) in sketch.shifts.items()}  # fmt: skip
    leave = tuple(Leave(person.name, "vacation", day_of(day), day_of(day)) for person in sketch.people
                  for day in person.leave)  # fmt: skip
    covers = tuple(cover_of(duty) for duty in sketch.duties)
    duty_pins = tuple(Pin(name, day_of(day), "", cover=duty.name, tier=duty.parts[tier].name)
                      for duty in sketch.duties for day, tier, name in duty.pins)  # fmt: skip
    past = tuple(row for duty in sketch.duties for row in past_of(duty))
    return operation(people, contracts=contracts, shifts=shifts, cover=covers, leave=leave, pins=tuple(pins),
                     duty_pins=duty_pins, duty_history=past)  # fmt: skip


def cover_of(duty: Duty) -> Cover:
    names = tuple(part.name for part in duty.parts)
    tiers = names if names != ("",) else None

    def by_tier(values):
        return dict(zip(names, values, strict=True)) if tiers else next(iter(values))

    start, end = duty.hours
    return Cover(
        name=duty.name, tiers=tiers, role=by_tier([f"{duty.name}{tier}" for tier in range(len(names))]),
        on=tuple(day_of(day) for day in duty.days), hours=f"{clock(start)}-{clock(end)}", priority=duty.priority,
        kind=by_tier(["on_call" if part.on_call else "on_shift" for part in duty.parts]),
        counts_as=by_tier([part.counts_as for part in duty.parts]),
        agents=by_tier([part.places for part in duty.parts]),
        block=duty.block, held_at_work=duty.at_work, rest_after_hours=duty.rest_after, max_in_a_row=duty.in_a_row,
        max_windows=duty.windows_most and dict(zip(("windows", "days"), duty.windows_most, strict=True)),
        primary_after_backup=duty.first_after_other, max_hours=duty.longest, apart_from=duty.apart_from,
        not_beside=duty.not_beside,
    )  # fmt: skip


def past_of(duty: Duty):
    for day, tier, name in duty.past:
        part = duty.parts[tier]
        start, end = (instant(day_of(day), 60 * hour, PACIFIC) for hour in duty.hours)
        yield Held(duty.name, part.name, start, end, name, "on_call" if part.on_call else "on_shift")
