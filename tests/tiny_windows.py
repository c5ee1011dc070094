"""Lines of a tiny calendar through windows of a week each: what the oracle of windows compares with the plain check."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import groupby
from operator import attrgetter

from tiny_lines import MADRID, Calendar, Case, Choice, accepted, diary, duty, letters, spelled

from scheduler.operation import Agent, Worked
from scheduler.problem.grid.letters import Alphabets, days_of, past_letters
from scheduler.problem.weeks.part import Part, Parts
from scheduler.problem.weeks.spelling import Spelling
from scheduler.roster import Duty
from scheduler.rules import limits_for
from scheduler.rules.track import Letter
from scheduler.staffing import staff

Line = tuple[Choice, ...]
STEPS = 400
"""Changes of single days that are tried to make a line legal."""
FREE = 2
"""The `loose` of a window that asks for no pace."""


def over_weeks(case: Case) -> Case:
    """The case over two weeks at least: the second is as the first, without work before or after employment."""
    if case.weeks > 1:
        return case
    only = case.only | {day + 7: row for day, row in case.only.items() if day >= 0}
    employed = Agent("ana", "Ana", "here", "full", (), (), (), MADRID)
    employed = replace(employed, **{name: case.agent[name] for name in ("first_day", "last_day") if name in case.agent})
    away = [day for day in range(14) if not employed.employed(case.first + timedelta(days=day))]
    return replace(case, weeks=2, only=only | dict.fromkeys(away, (None,)))


def near_lines(made: Calendar, some: Iterable[Line], shuffled: random.Random) -> Iterator[Line]:
    """Each line, and those that it becomes by single days until the check finds nothing, and then something again."""
    for line in some:
        yield line
        legal = towards(made, line, shuffled, legal=True)
        if legal is not None:
            yield legal
            broken = towards(made, legal, shuffled, legal=False)
            if broken is not None:
                yield broken


def towards(made: Calendar, line: Line, shuffled: random.Random, legal: bool) -> Line | None:
    """Change single days, each for the better or as good, until the line is legal, or is not; None after `STEPS`."""
    left = found_of(made, line)
    for _ in range(STEPS):
        if (left == 0) == legal:
            return line
        other = changed(made, line, shuffled)
        after = found_of(made, other)
        if not legal or after <= left:
            line, left = other, after
    return None


def changed(made: Calendar, line: Line, shuffled: random.Random) -> Line:
    """The line with another choice on one day."""
    options = [made.case.only.get(day.index, (None, *made.case.work)) for day in made.days]
    free = [place for place, own in enumerate(options) if len(own) > 1]
    if not free:
        return line
    place = shuffled.choice(free)
    choice = shuffled.choice([one for one in options[place] if one != line[place]])
    return (*line[:place], choice, *line[place + 1 :])


def found_of(made: Calendar, line: Line) -> float:
    """The amounts of all that the check finds in a line."""
    return sum(finding.amount for limit in made.limits for finding in limit.check(diary(made, line)))


class Spelled(Spelling):
    """Some of an agent's letters, with those of the case that its shifts would not have."""

    made: Calendar

    def __init__(self, alphabets: Alphabets, agent: Agent) -> None:
        super().__init__(alphabets, agent)
        days = [day.day for day in self.made.days if not day.past]
        choices = [*self.made.case.work, *(one for row in self.made.case.only.values() for one in row if one)]
        own = [[spelled(self.made, duty(self.made, day, one)) for one in choices] for day in days]
        self.work = tuple((*some_of(row, mine), *mine) for row, mine in zip(self.work, own, strict=True))


def some_of(row: Sequence[Letter], own: Sequence[Letter]) -> Iterator[Letter]:
    """The first and the last letter of each shift on a day, and those at the times of `own`.

    Windows tell letters of one shift apart by time alone, so the ends and the case's own times stand for all others.
    """
    times = {(letter.shift, letter.start, letter.end) for letter in own}
    for _, alike in groupby(sorted(row, key=attrgetter("shift", "start", "end")), attrgetter("shift")):
        found = list(alike)
        ends = (0, len(found) - 1)
        yield from (one for at, one in enumerate(found) if at in ends or (one.shift, one.start, one.end) in times)


def parts_of(made: Calendar, line: Sequence[Choice]) -> Parts:
    """What cuts windows out of the calendar; lines with one past share it, as they do in a search."""
    days = zip(made.days, line, strict=True)
    past = tuple(duty(made, day.day, choice) for day, choice in days if choice is not None and day.past)
    if ("parts", past) not in made.seen:
        made.seen["parts", past] = made_parts(made, past)
    found: Parts = made.seen["parts", past]
    return found


def made_parts(made: Calendar, past: Sequence[Duty]) -> Parts:
    """Windows cut anew out of the calendar, with the shifts before the horizon as the agent's history."""
    worked = tuple(Worked("ana", one.day, one.shift, one.start, one.end) for one in past)
    operation = replace(made.operation, history=(*made.operation.history, *worked))
    if "needs" not in made.seen:
        made.seen["needs"] = staff(made.operation, made.horizon)
    return Parts(operation, made.horizon, made.seen["needs"], 1)


def duties_of(made: Calendar, line: Sequence[Choice]) -> list[Duty]:
    """The line's shifts in the horizon."""
    days = zip(made.days, line, strict=True)
    return [duty(made, day.day, choice) for day, choice in days if choice is not None and not day.past]


def forward(made: Calendar, parts: Parts, line: Sequence[Choice], loose: int = FREE) -> bool:
    """Whether the windows accept the line one after the other, each of which knows those before."""
    duties, weeks = duties_of(made, line), made.horizon.weeks
    for week in range(weeks):
        known = [one for one in duties if made.horizon.week_index(one.day) < week]
        part = parts.cut(range(week, week + 1), 0, known, (), even=week + 1 < weeks, loose={"ana": loose})
        if not accepts(made, part, line):
            return False
    return True


def again(made: Calendar, parts: Parts, line: Sequence[Choice]) -> bool:
    """Whether each window accepts the line where all other weeks are decided, and the next is pinned."""
    duties, weeks = duties_of(made, line), made.horizon.weeks
    ranges = [range(week, min(week + 2, weeks)) for week in range(weeks)]
    return all(accepts(made, parts.cut(one, len(one) - 1, duties, (), even=False), line) for one in ranges)


def alone(made: Calendar, parts: Parts, line: Sequence[Choice]) -> Iterator[bool]:
    """Whether each week accepts its part of the line, as if there were no others."""
    for week in range(made.horizon.weeks):
        yield accepts(made, parts.alone(range(week, week + 1)), line, cut=False)


def accepts(made: Calendar, part: Part, line: Sequence[Choice], cut: bool = True) -> bool:
    """Whether the solver's half of the rule, as it is in the part, accepts the part's days of the line."""
    rule, every = made.limits[0].name, limits_for(made.operation, made.agent)
    limits = part.limits["ana"]
    if cut:
        limits = tuple(one for whole, one in zip(every, limits, strict=True) if whole.name == rule)
    here = Calendar(
        made.case,
        part.operation,
        part.horizon,
        made.agent,
        tuple(one for one in limits if cut or one.name == rule),
        days_of(part.operation, part.horizon),
    )
    choices = {day.day: choice for day, choice in zip(made.days, line, strict=True)}
    spelled = letters(here, [choices.get(day.day) for day in here.days])
    worked = [row for row in part.operation.history if row.agent == "ana"]
    past = past_letters(part.operation, part.horizon, made.agent, worked, here.days)
    return accepted(here, [*past, *spelled[len(past) :]])
