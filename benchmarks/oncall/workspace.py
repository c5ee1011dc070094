"""A problem of on-call rostering as a workspace: two standby duties, leave, and limits on their order.

A day of the problem is a Monday to Thursday, or a weekend from Friday to Sunday.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from scheduler.roster import Roster

MONDAY = date(2026, 6, 1)
WEEK, FRIDAY = 5, 4
"""Days of the problem in a week, and the index of the weekend among them."""
OPERATION = """name = "On call"
time_zone = "UTC"
week_starts = "monday"
interval_minutes = 60
shift_step_minutes = 60
break_step_minutes = 60
"""
COVER = """[[cover]]
name = "Weekdays"
role = "holder"
kind = "on_call"
counts_as = "rest"
block = "window"
on = [{weekdays}]
max_windows = {{ windows = 2, days = 3 }}

[[cover]]
name = "Weekends"
role = "holder"
kind = "on_call"
counts_as = "rest"
block = "run"
on = [{weekends}]
max_in_a_row = 1
not_beside = ["Weekdays"]
"""


@dataclass(frozen=True)
class Problem:
    """A problem as published; days and people are numbered from 1."""

    name: str
    data: dict[str, Any]

    @property
    def people(self) -> int:
        return int(self.data["people"])

    @property
    def days(self) -> int:
        return int(self.data["days"])

    @property
    def optimum(self) -> int:
        return int(self.data["optimum"])

    @property
    def weeks(self) -> int:
        return (self.last - self.first).days // 7 + 1

    @property
    def first(self) -> date:
        """The first day of the horizon."""
        return MONDAY

    @property
    def last(self) -> date:
        return self.dates(self.days)[-1]

    def dates(self, day: int) -> tuple[date, ...]:
        """The dates of a day of the problem: a weekend has three."""
        week, place = divmod(day - self.data["first_weekend_day"] + FRIDAY, WEEK)
        first = MONDAY + timedelta(days=7 * week + place)
        return tuple(first + timedelta(days=step) for step in range(3 if place == FRIDAY else 1))

    def is_weekend(self, day: int) -> bool:
        return len(self.dates(day)) > 1

    @property
    def fixed(self) -> dict[int, int]:
        """Day -> who must hold it."""
        rows = enumerate(self.data["fixed"], 1)
        return {day: person for person, own in rows for day in own if day > 0}


def read(path: Path) -> Problem:
    """Read a problem."""
    return Problem(path.stem, json.loads(path.read_text(encoding="utf-8")))


def write(problem: Problem, folder: Path) -> None:
    """Write the problem as a workspace."""
    config = folder / "config"
    config.mkdir(parents=True)
    (config / "operation.toml").write_text(OPERATION)
    (config / "sites.toml").write_text('[base]\nname = "Base"\ntime_zone = "UTC"\n')
    (config / "shifts.toml").write_text('[none]\nstart = "09:00"\nhours = 8\n')
    (config / "contracts.toml").write_text("[holder]\nshifts = []\n")
    days = {kind: [day for day in range(1, problem.days + 1) if problem.is_weekend(day) == kind] for kind in (0, 1)}
    weekdays, weekends = (_dates(problem, days[kind]) for kind in (0, 1))
    (config / "cover.toml").write_text(COVER.format(weekdays=weekdays, weekends=weekends))
    (config / "goals.toml").write_text("\n".join(_goals(problem)))
    people = range(1, problem.people + 1)
    rows = (f"P{person},Person {person},base,holder,,,holder" for person in people)
    _sheet(config / "agents.csv", "agent,name,site,contract,skills,languages,roles", rows)
    _sheet(config / "time_off.csv", "agent,start,end,kind", _leave(problem))
    _sheet(config / "fixed.csv", "agent,date,shift,start,end,cover", _pins(problem))


def _dates(problem: Problem, days: Iterable[int]) -> str:
    return ", ".join(str(day) for one in days for day in problem.dates(one))


def _goals(problem: Problem) -> Iterator[str]:
    yield "[adjacent]"
    yield f"weight = {problem.data['adjacent_weight']}\nwednesday = {problem.data['wednesday_weight']}"
    last = problem.dates(problem.days - 2)[0]
    yield f'weekdays = "Weekdays"\nweekends = "Weekends"\nlast = {last}\n\n[imbalance]\nweight = 1'
    yield 'of = ["Weekdays", "Weekends"]\n\n[imbalance.load_percent]'
    yield from (f"P{person} = {load}" for person, load in enumerate(problem.data["work_load_percent"], 1))
    yield ""


def _leave(problem: Problem) -> Iterator[str]:
    for person, days in enumerate(problem.data["unavailable"], 1):
        for dates in (problem.dates(day) for day in days if day > 0):
            yield f"P{person},{dates[0]},{dates[-1]},leave"


def _pins(problem: Problem) -> Iterator[str]:
    for day, person in sorted(problem.fixed.items()):
        yield f"P{person},{problem.dates(day)[0]},,,,{'Weekends' if problem.is_weekend(day) else 'Weekdays'}"


def _sheet(path: Path, header: str, rows: Iterable[str]) -> None:
    path.write_text("\n".join([header, *rows]) + "\n")


def holders(problem: Problem, roster: Roster) -> list[int]:
    """Who holds each day of the problem; 0 where nobody does."""
    held = {row.start.date(): int(row.agent[1:]) for row in roster.held or () if row.agent}
    return [held.get(problem.dates(day)[0], 0) for day in range(1, problem.days + 1)]
