"""Sketches of tiny operations at random."""

from __future__ import annotations

import random
from dataclasses import replace

from escalation_oracle import lines
from escalation_sketch import DAY, Duty, Part, Person, Sketch

SHIFTS = {"D": (8, 16), "E": (12, 20), "N": (20, 28)}


def drawn(seed: int) -> Sketch:
    chance = random.Random(seed)
    pick = chance.choice
    names = ["A", "B", "C"][: pick([2, 2, 3])]
    shifts = {name: SHIFTS[name] for name in chance.sample(sorted(SHIFTS), 2)}
    first = pick([0, 0, 0, 4])
    days = range(first, first + 3)
    people = tuple(person(chance, name, days, shifts) for name in names)
    duties = [duty(chance, "X", names, days)]
    if chance.random() < 0.3:
        own = duties[0]
        duties[0] = replace(own, days=own.days[:2] if own.days[0] >= 0 else own.days[:3], parts=own.parts[:1], past=())
        other = duty(chance, "Y", names, days)
        link = pick([{}, {"apart_from": ("X",)}, {"not_beside": ("X",)}])
        other = replace(other, parts=other.parts[:1], days=(other.days[-1],), priority=pick([1, 2]), **link)
        duties.append(replace(other, past=(), in_a_row=None, pins=()))
    return workable(Sketch(people, shifts, tuple(duties)))


def workable(sketch: Sketch) -> Sketch:
    """Who has no legal line is asked for less."""
    people = [one if any(lines(sketch, one)) else replace(one, pins={}, rest=0, together=0) for one in sketch.people]
    return replace(sketch, people=tuple(people))


def person(chance, name, days, shifts):
    pick = chance.choice
    least = pick([0, 1, 1, 2])
    pins = {pick(list(days)): pick([*shifts, *shifts, "off"])} if chance.random() < 0.4 else {}
    free = [day for day in days if day not in pins]
    leave = (pick(free),) if not least and chance.random() < 0.3 else ()
    least = min(least, 1 if "off" in pins.values() else 2)
    most = pick([7, 7, max(least, 2)])
    hours = pick([10**6, 10**6, max(8 * least, 16), 24])
    together = pick([0, 0, 5]) if least <= 1 and days[0] == 0 else 0
    return Person(name, tuple(days), pins, leave, pick([0, 8, 12]), most, least, hours, together)


def duty(chance, name, names, days):
    pick = chance.choice
    hours = pick([(20, 28), (20, 32), (16, 24), (8, 20), (0, 24)])
    count = 2 if chance.random() < 0.4 else 1
    counts_as = pick(["standby", "standby", "working", "rest"])
    parts = tuple(
        Part(tier if count > 1 else "", chance.random() < 0.75,
             tuple(sorted(chance.sample(names, pick([len(names), max(1, len(names) - 1)])))), 1, counts_as)
        for tier in ("p", "q")[:count]
    )  # fmt: skip
    if count == 1 and chance.random() < 0.2:
        parts = (replace(parts[0], places=2),)
    length = (hours[1] - hours[0]) // 4
    number = max(1, min(3, (7 if count == 1 else 5) // length))
    due = tuple(days)[:number]
    block = pick(["any", "any", "window", "day", "run", "weekend"]) if all(part.on_call for part in parts) else "any"
    more = pick([{}, {"rest_after": pick([8, 12])}, {"in_a_row": 1}, {"windows_most": (1, 2)},
                 {"longest": pick([8, 12])}, {"first_after_other": False}])  # fmt: skip
    if "longest" in more:  # else one could hold on after a gap of a minute
        more["longest"] = max(more["longest"], hours[1] - hours[0] - 4)
    past = ()
    if days[0] == 0 and chance.random() < 0.3 and (hours[1] <= DAY or counts_as != "working"):
        due, past = (-1, *due), ((-1, pick(range(count)), pick(names)),)
    on_call = any(part.on_call for part in parts)
    return Duty(name, parts, due, hours, block=block, at_work=on_call and chance.random() < 0.3, past=past, **more)
