"""Each limit on holders of duties, in an operation so tiny that the least open hours are known."""

from __future__ import annotations

from dataclasses import replace

import pytest
from escalation_least import brute_force
from escalation_sketch import Duty, Part, Person, Sketch
from test_escalation_oracle import compared

A, B = (Person(name, (0, 1, 2)) for name in "AB")
ALONE, BOTH = (Part("", True, names) for names in (("A",), ("A", "B")))
FIRST, SECOND = (Part(name, True, ("A", "B")) for name in "pq")
NIGHTS = Duty("X", (ALONE,), (0, 1), (16, 24))
DAY = {"D": (8, 16)}
DESK = Duty("Desk", (Part("", False, ("A",)),), (0,), (8, 16), in_a_row=7)
"""Planned, as it has a limit."""


def sketch(duty, *more, first=A, second=B, shifts=DAY):
    return Sketch((first, second), shifts, (duty, *more))


def nights(**more):
    return replace(NIGHTS, **more)


WEEKEND = sketch(nights(days=(-2, -1, 0), hours=(8, 32), block="weekend", in_a_row=1, parts=(BOTH,),
                        past=((-2, 0, "A"), (-1, 0, "A"))))  # fmt: skip
CASES = {  # name: (sketch, open hours)
    "nothing binds": (sketch(NIGHTS), 0),
    "one in a row": (sketch(nights(in_a_row=1)), 8),
    "in a row with history": (sketch(nights(days=(-1, 0, 1), in_a_row=1, past=((-1, 0, "A"),))), 8),
    "a pinned one ends no run": (sketch(nights(days=(0, 1, 2), in_a_row=1, pins=((1, 0, "A"),))), 8),
    "windows": (sketch(nights(days=(0, 1, 2), windows_most=(1, 3))), 16),
    "longest": (sketch(nights(days=(0,), hours=(8, 20), longest=8)), 4),
    "longest with history": (
        sketch(nights(days=(-1, 0), hours=(0, 24), longest=32, past=((-1, 0, "A"),), parts=(BOTH,)),
               first=replace(A, leave=(1,)), second=replace(B, pins={0: "D"})), 0,
    ),
    "rest after": (sketch(nights(days=(0,), hours=(20, 28), rest_after=8), first=replace(A, pins={1: "D"})), 4),
    "first after another": (sketch(nights(parts=(replace(FIRST, able=("A",)), SECOND), first_after_other=False)), 0),
    "apart": (sketch(NIGHTS, Duty("Y", (Part("", False, ("A",)),), (0,), (8, 16), apart_from=("X",))), 0),
    "not beside": (sketch(nights(days=(0,)), Duty("Y", (ALONE,), (1,), (16, 24), not_beside=("X",))), 8),
    "held at work": (sketch(nights(hours=(8, 24), days=(0,), at_work=True), first=replace(A, pins={0: "D"})), 0),
    "not held at work": (sketch(nights(hours=(8, 24), days=(0,)), first=replace(A, pins={0: "D"})), 8),
    "at work ends a piece": (
        sketch(nights(hours=(0, 24), days=(0,), at_work=True, longest=8), first=replace(A, pins={0: "D"})), 0,
    ),
    "working: rest": (
        sketch(nights(parts=(replace(ALONE, counts_as="working"),), days=(0,)),
               first=replace(A, rest=12, pins={1: "D"})), 4,
    ),
    "working: hours": (
        sketch(nights(parts=(replace(ALONE, counts_as="working"),)), first=replace(A, hours_most=16, pins={2: "D"})), 8,
    ),
    "working: days": (
        sketch(nights(parts=(replace(ALONE, counts_as="working"),)), first=replace(A, days_most=2, pins={2: "D"})), 8,
    ),
    "working: rest with history": (  # until 24:00, so neither a shift nor standby before 12:00
        sketch(nights(days=(-1, 0), hours=(0, 24), longest=96, parts=(replace(ALONE, counts_as="working"),),
                      past=((-1, 0, "A"),)), DESK, first=replace(A, rest=12)), 8,
    ),
    "working: rest after a Sunday evening": (
        sketch(nights(days=(-1, 0), hours=(8, 20), parts=(replace(ALONE, counts_as="working"),), past=((-1, 0, "A"),)),
               first=replace(A, rest=16)), 4,
    ),
    "rest: no free time": (sketch(nights(parts=(replace(ALONE, counts_as="rest"),)), first=replace(A, together=7)), 0),
    "standby: free time": (sketch(NIGHTS, first=replace(A, together=6)), 8),
    "leave": (sketch(NIGHTS, first=replace(A, leave=(0,))), 8),
    "a weekend": (
        sketch(nights(days=(5, 6), block="weekend", parts=(BOTH,)), first=replace(A, days=(4, 5, 6)),
               second=replace(B, days=(4, 5, 6))), 0,
    ),
    "a run, split": (
        sketch(nights(days=(0, 1), hours=(0, 24), block="run", parts=(BOTH,)), first=replace(A, leave=(0,)),
               second=replace(B, leave=(1,))), 0,
    ),
    "rest after history": (  # until 24:00, so no shift before 12:00
        sketch(nights(days=(-1, 1), rest_after=12, past=((-1, 0, "A"),)), DESK), 8,
    ),
    "rest after history, long over": (sketch(nights(days=(-1, 1), rest_after=8, past=((-1, 0, "A"),)), DESK), 0),
    "rest after a cut night": (  # who goes on until 04:00 rests until 12:00; who does not, until 08:00
        sketch(nights(days=(-1,), hours=(20, 28), rest_after=8, past=((-1, 0, "A"),), parts=(BOTH,)), DESK,
               second=replace(B, leave=(0,))), 4,
    ),
    "a cut night that another holds on with": (
        sketch(nights(days=(-1,), hours=(20, 28), rest_after=8, past=((-1, 0, "A"),), parts=(BOTH,)), DESK), 0,
    ),
    "a cut weekend goes on": (WEEKEND, 0),  # A until 08:00, then B: two blocks in a row are too many for either
    "a cut weekend, nobody else after it": (replace(WEEKEND, people=(A, replace(B, leave=(0, 1)))), 24),
    "a cut weekend whose holder is away": (  # B holds on for A or has the Monday, not both
        replace(WEEKEND, people=(replace(A, leave=(0,)), B)), 8,
    ),
    "windows with history": (sketch(nights(days=(-1, 0, 1), windows_most=(1, 3), past=((-1, 0, "A"),))), 16),
    "first after another in history": (
        sketch(nights(days=(-1, 0), parts=(replace(FIRST, able=("A",)), replace(SECOND, able=())),
                      first_after_other=False, past=((-1, 1, "A"),))), 16,
    ),
    "not beside history": (
        sketch(nights(days=(-1,), past=((-1, 0, "A"),)), Duty("Y", (ALONE,), (0,), (16, 24), not_beside=("X",))), 8,
    ),
    "standby of history takes free time": (  # a cut night touches Monday, whoever goes on with it
        sketch(nights(days=(-1,), hours=(20, 28), past=((-1, 0, "A"),)), first=replace(A, together=7)), 4,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("made", "hours"), CASES.values(), ids=CASES)
def test_each_limit_leaves_its_hours_open(made, hours, few_turns):
    assert sum(brute_force(made).open_hours.values()) == hours
    compared(made)
