"""What a roster should strive for, one goal a file: its settings, and a plain count of a finished roster in points."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from pydantic import ValidationError

from scheduler.count.case import Case
from scheduler.errors import InputError
from scheduler.goals.goal import Goal, Tally
from scheduler.operation import Operation

__all__ = ["FILE", "GOALS", "Case", "Goal", "Tally", "complaints", "goals_of"]

FILE = "config/goals.toml"


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


def goals_of(operation: Operation) -> dict[str, Goal]:
    """Every goal with its settings: the defaults, overridden table by table by goals.toml; raises `InputError`."""
    wrong = complaints(operation)
    if wrong:
        raise InputError(f"{file}: {message}" for file, _, _, message in wrong)
    return {name: kind.model_validate(operation.goals.get(name, {})) for name, kind in GOALS.items()}


def complaints(operation: Operation) -> list[tuple[str, str, str, str]]:
    """What is wrong in goals.toml: (file, table, key or empty, message), in the order of the file."""
    found: list[tuple[str, str, str, str]] = []
    for name, settings in operation.goals.items():
        if name not in GOALS:
            found.append((FILE, name, "", f"there is no goal {name!r}{_suggestion(name, GOALS)}"))
        else:
            found.extend((FILE, name, key, message) for key, message in _faults(name, settings))
    return found


def _faults(name: str, settings: Any) -> Iterator[tuple[str, str]]:
    """The keys of one table that its goal refuses, and why."""
    kind = GOALS[name]
    try:
        kind.model_validate(settings)
    except ValidationError as error:
        for fault in error.errors():
            key = str(fault["loc"][0]) if fault["loc"] else ""
            if fault["type"] == "extra_forbidden":
                yield key, f"[{name}] has no key {key!r}{_suggestion(key, kind.model_fields)}"
            else:
                yield key, f"[{name}] {key}: {fault['msg'].removeprefix('Value error, ')}, not {fault['input']!r}"


def _suggestion(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else f"; known are {', '.join(known)}"
