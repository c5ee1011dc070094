"""What a roster should strive for, one goal a file: its settings, its terms, and a plain count of a finished roster.

What goals are made of:

    terms       what a goal says to the solver: terms of a few kinds
    level       a level of goals in strict order
    references  settings that name agents, queues, shifts or duties
    goal        what a goal is
    order       goals in strict order: their levels, and the amounts of a roster

The goals (any other file of the folder is one as well):

    cover       escalations: points for each minute in which nobody of a tier is on duty or stands by
    short       calls and messages: points for each agent-hour missing on a live queue, by the queue's priority
    late        email and cases: points for each hour of work that is not done by its due time
    headcount   points for people missing or too many where the files say how many work a shift
    meetings    points for meetings and training missed
    wishes      points for wishes of people that are not met
    fairness    points for weekends and holidays beyond what others had
    regular     points for changes of start and for single days off or at work
    cost        points for money: paid hours, overtime, standby
    change      points for each shift that differs from what people were told
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, TypeVar

from pydantic import ValidationError

from scheduler.clock import Horizon
from scheduler.count.case import Case
from scheduler.errors import InputError
from scheduler.goals.goal import Goal, Tally, goal_of
from scheduler.goals.references import UNKNOWN
from scheduler.goals.terms.asked import Asked
from scheduler.goals.terms.rows import Price
from scheduler.goals.terms.spoken import Terms
from scheduler.operation import Operation, Settings
from scheduler.requirement import Requirement

__all__ = ["FILE", "GOALS", "Case", "Goal", "Tally", "complaints", "goals_of"]
__all__ += ["learn", "price_of", "read_goals", "terms_of"]

FILE = "config/goals.toml"
Kind = TypeVar("Kind", bound=Price)

Complaint = tuple[str, str, str, str]
"""File, table, key or empty, and what is wrong."""


def _discovered() -> dict[str, type[Goal]]:
    """Every goal of this folder by its name: dropping a file here is all that adding one takes."""
    found: dict[str, type[Goal]] = {}
    for module in sorted(iter_modules(__path__), key=lambda entry: entry.name):
        for kind in vars(import_module(f"{__name__}.{module.name}")).values():
            if isinstance(kind, type) and issubclass(kind, Goal) and kind.__module__ == f"{__name__}.{module.name}":
                found[module.name] = kind
    found.pop("goal")
    return dict(sorted(found.items(), key=lambda entry: (entry[1].rank, entry[0])))


GOALS: dict[str, type[Goal]] = _discovered()
"""Name -> goal, the most urgent first."""


def learn(*kinds: type[Goal]) -> None:
    """Add goals that live outside this folder: from now on they are goals like all others of this process."""
    known = {**GOALS, **{kind.name: kind for kind in kinds}}
    GOALS.clear()
    GOALS.update(sorted(known.items(), key=lambda entry: (entry[1].rank, entry[0])))


def goals_of(operation: Operation) -> dict[str, Goal]:
    """Every goal with its settings: the defaults, overridden table by table by goals.toml.

    A loaded operation has them parsed. Settings written by hand are read here, without a look at the agents, queues,
    shifts and duties that they name; `InputError` says what is wrong.
    """
    if isinstance(operation.goals, Settings):
        return {name: goal_of(operation, kind) for name, kind in GOALS.items()}
    wrong: list[Complaint] = []
    found = _parsed(operation.goals, None, wrong)
    if wrong:
        raise InputError(f"{file}: {message}" for file, _, _, message in wrong)
    return found


def price_of(operation: Operation, kind: type[Kind]) -> tuple[str, Kind | None]:
    """(goal, its price of that kind), such as `OpenDuty`; an empty name and None where no goal has one."""
    return Terms({name: goal.fixed_terms() for name, goal in goals_of(operation).items()}).one(kind)


def terms_of(
    operation: Operation,
    horizon: Horizon,
    requirement: Requirement | None = None,
    only_goals: Collection[str] = (),
    burdened: Mapping[str, int] | None = None,
) -> Terms:
    """What the goals, or only some, say to the solver: see `Asked`."""
    asked = Asked(operation, horizon, requirement, burdened or {})
    chosen = {name: goal for name, goal in goals_of(operation).items() if not only_goals or name in only_goals}
    idle = {name for name, goal in chosen.items() if not goal.weight}
    return Terms({name: goal.terms(asked) for name, goal in chosen.items()}, idle)


def complaints(operation: Operation) -> list[Complaint]:
    """What is wrong in goals.toml: (file, table, key or empty, message), in the order of the file."""
    return read_goals(operation)[1]


def read_goals(operation: Operation) -> tuple[Operation, list[Complaint]]:
    """The operation with its goals parsed, or as it is where something is wrong with them, with all that is wrong."""
    wrong: list[Complaint] = []
    goals = Settings(operation.goals, lambda table: _parsed(table, operation, wrong))
    return (operation if wrong else replace(operation, goals=goals)), wrong


def _parsed(table: Mapping[str, Any], operation: Operation | None, wrong: list[Complaint]) -> dict[str, Goal]:
    """Every goal by its name, those that the table leaves out too; what is wrong goes into `wrong`.

    Names in settings are looked up in the `operation`, if one is given.
    """
    found = {}
    for name, settings in table.items():
        if name not in GOALS:
            wrong.append((FILE, name, "", f"there is no goal {name!r}{_suggestion(name, GOALS)}"))
            continue
        try:
            found[name] = GOALS[name].model_validate(settings, context=operation)
        except ValidationError as error:
            wrong.extend((FILE, name, key, message) for key, message in _faults(GOALS[name], error))
    return {name: found.get(name) or kind.model_validate({}) for name, kind in GOALS.items()}


def _faults(kind: type[Goal], error: ValidationError) -> Iterator[tuple[str, str]]:
    """The keys of one table that its goal refuses, and why."""
    for fault in error.errors():
        key = str(fault["loc"][0]) if fault["loc"] else ""
        if fault["type"] == "extra_forbidden":
            yield key, f"[{kind.name}] has no key {key!r}{_suggestion(key, kind.model_fields)}"
        elif fault["type"] == UNKNOWN:
            yield key, f"[{kind.name}] {key}: {fault['msg']}"
        else:
            yield key, f"[{kind.name}] {key}: {fault['msg'].removeprefix('Value error, ')}, not {fault['input']!r}"


def _suggestion(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else f"; known are {', '.join(known)}"
