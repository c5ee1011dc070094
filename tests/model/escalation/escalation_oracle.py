"""Whatever each person of a tiny operation may hold beside some legal line, by brute force.

Nothing here is shared with the solver or with the judge.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, product

from escalation_sketch import DAY, Duty, Person, Sketch, Span

Line = tuple[tuple[int, Span], ...]
"""(day, span) of each shift."""


def lines(sketch: Sketch, person: Person) -> Iterator[Line]:
    """Every legal line."""
    for choice in product((None, *sketch.shifts), repeat=len(person.days)):
        names = dict(zip(person.days, choice, strict=True))
        line = tuple((day, (DAY * day + sketch.shifts[name][0], DAY * day + sketch.shifts[name][1]))
                     for day, name in names.items() if name)  # fmt: skip
        pinned = all(names.get(day) == (None if name == "off" else name) for day, name in person.pins.items())
        free = all(not touches(span, (DAY * day, DAY * day + DAY)) for _, span in line for day in person.leave)
        if pinned and free and len(line) >= person.days_least and contract(person, line, [], []):
            yield line


def contract(
    person: Person, line: Line, working: Sequence[Span], standby: Sequence[Span], before: Sequence[Span] = ()
) -> bool:
    """Whether shifts keep the contract beside standby that is working time, and other standby that is not rest.

    Standby in one window is one span, shifts apart; `before` is such as was working time before the week.
    """
    work = sorted([*(span for _, span in line), *joined([*before, *working])])
    days = {day for day, _ in line} | {start // DAY for start, _ in working}
    hours = sum(end - start for start, end in (*(span for _, span in line), *working))
    taken = days | {start // DAY for span in standby for start in range(*span)}
    longest = max(len(list(run)) for run in runs([day for day in range(7) if day not in taken] or [0]))
    free = longest if len(taken & {*range(7)}) < 7 else 0
    return (
        all(second[0] - first[1] >= person.rest for first, second in pairwise(work))
        and len(days) <= person.days_most
        and hours <= person.hours_most
        and free >= person.together
    )


def touches(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def joined(spans: Sequence[Span]) -> list[Span]:
    """Spans that touch as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            start, end = found[-1][0], max(end, found.pop()[1])
        found.append((start, end))
    return found


def runs(numbers: Sequence[int]) -> Iterator[list[int]]:
    """Numbers one after the other."""
    run: list[int] = []
    for number in sorted(numbers):
        if run and number != run[-1] + 1:
            yield run
            run = []
        run.append(number)
    yield run


Pattern = tuple[int | None, ...]
"""[slot] the tier held."""


def patterns(sketch: Sketch, person: Person) -> set[Pattern]:
    """Whatever the person can hold beside some legal line."""
    found: set[Pattern] = set()
    for line in lines(sketch, person):
        options = [list(choices(sketch, person, line, slot)) for slot in sketch.slots]
        for pattern in product(*options):
            if pattern not in found and keeps(sketch, person, line, pattern):
                found.add(pattern)
    return found


def choices(sketch: Sketch, person: Person, line: Line, slot: tuple[int, int, int, int]) -> Iterator[int | None]:
    """The tiers of which the person can hold a slot, seen alone; a pinned one must be held."""
    duty, span = sketch.duties[slot[0]], slot[2:]
    pinned = {tier for day, tier, name in duty.pins if name == person.name and day == duty.unit(slot[1])}
    if not pinned:
        yield None
    at_work = any(touches(span, shift) for _, shift in line)
    there = span[0] // DAY in person.days and span[0] // DAY not in person.leave
    free = not at_work and there and person.pins.get(span[0] // DAY) != "off"
    for tier, part in enumerate(duty.parts):
        fits = free or (at_work and duty.at_work) if part.on_call else at_work
        if person.name in part.able and fits and (not pinned or tier in pinned):
            yield tier


def keeps(sketch: Sketch, person: Person, line: Line, pattern: Pattern) -> bool:
    """Whether what is held keeps every limit beside the line."""
    held = [[(slot[1], tier, slot[2:]) for slot, tier in zip(sketch.slots, pattern, strict=True)
             if slot[0] == number and tier is not None] for number in range(len(sketch.duties))]  # fmt: skip
    shifts = [span for _, span in line]
    standing: dict[str, list[Span]] = {"working": [], "standby": [], "rest": []}
    pairs = list(zip(sketch.duties, held, strict=True))
    for duty, own in pairs:
        for kind, spans in standing.items():
            for day in duty.days:
                spans += joined([span for at, tier, span in own if at == day and duty.parts[tier].on_call
                                 and duty.parts[tier].counts_as == kind
                                 and not any(touches(span, shift) for shift in shifts)])  # fmt: skip
    before = [(DAY * day + duty.hours[0], min(0, DAY * day + duty.hours[1])) for duty in sketch.duties
              for day, tier, name in duty.past if name == person.name
              and duty.parts[tier].on_call and duty.parts[tier].counts_as == "working"]  # fmt: skip
    return (
        contract(person, line, standing["working"], standing["standby"], before)
        and all(lengths(duty, person, own, shifts) for duty, own in pairs)
        and all(sequences(duty, person, own) for duty, own in pairs)
        and all(together(*one, *other, person) for one, other in product(pairs, repeat=2))
    )


Held = list[tuple[int, int, Span]]
"""(day of the window, tier, span)"""


def lengths(duty: Duty, person: Person, own: Held, shifts: Sequence[Span]) -> bool:
    """Standby in one piece, and rest from the end of what is held to the next shift."""
    longest = duty.longest or (24 if duty.block == "any" else 10**6)
    standby = [span for _, tier, span in own if duty.parts[tier].on_call]
    past = [(DAY * day + duty.hours[0], min(0, DAY * day + duty.hours[1])) for day, tier, name in duty.past
            if name == person.name and duty.parts[tier].on_call]  # fmt: skip
    pieces = joined([*past, *(span for span in standby if not any(touches(span, shift) for shift in shifts))])
    held = [(DAY * day + duty.hours[0], min(0, DAY * day + duty.hours[1])) for day, _, name in duty.past
            if name == person.name]  # fmt: skip
    ends = [end for _, end in joined([*held, *(span for _, _, span in own)])]
    later = [start - end for end in ends for start, _ in shifts if start >= end]
    short = all(end - start <= longest or end <= 0 for start, end in pieces)
    return short and all(gap >= duty.rest_after for gap in later)


def sequences(duty: Duty, person: Person, own: Held) -> bool:
    """Whether places in a row, rolling maxima and the order of tiers are kept; pinned places count in none of them."""
    past = [(day, tier) for day, tier, name in duty.past if name == person.name]
    pinned = {(day, tier) for day, tier, name in duty.pins if name == person.name}
    pieces = {*past, *((day, tier) for day, tier, _ in own)}
    units = {(duty.unit(day), tier) for day, tier in pieces}
    order = sorted({duty.unit(day) for day in duty.days})
    place = {unit: number for number, unit in enumerate(order)}
    given = {place[unit] for unit, _ in pinned}
    row = [[one for one in run if one not in given] for run in runs([place[unit] for unit, _ in units])]
    if duty.in_a_row is not None and any(len(run) > duty.in_a_row for run in row):
        return False
    days = {day for day, tier in pieces if (duty.unit(day), tier) not in pinned}
    if duty.windows_most is not None:
        most, span = duty.windows_most
        if any(sum(day - span < one <= day for one in days) > most for day in days):
            return False
    free = [(place[unit], tier) for unit, tier in units if (unit, tier) not in pinned]
    turned = any(tier == 0 and number == before + 1 and other > 0 for number, tier in free for before, other in free)
    return duty.first_after_other or not turned


def together(duty: Duty, own: Held, other: Duty, far: Held, person: Person) -> bool:
    """Two duties at once, and on days next to each other."""
    if duty is other:
        return True
    named = other.name in duty.apart_from
    for _, tier, span in own:
        for _, second, near in far:
            if touches(span, near) and (named or (duty.parts[tier].on_call and other.parts[second].on_call)):
                return False
    given, waived = ({day for day, _, name in one.pins if name == person.name} for one in (duty, other))
    past, gone = ({day for day, _, name in one.past if name == person.name} for one in (duty, other))
    days, near = ({day for day, _, _ in own} | past) - given, ({day for day, _, _ in far} | gone) - waived
    now = {day for day, _, _ in own} | {day for day, _, _ in far}
    return other.name not in duty.not_beside or not any(abs(day - one) == 1 and {day, one} & now
                                                        for day in days for one in near)  # fmt: skip
