"""What is wrong with the limits of a workspace, in a planner's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from scheduler.operation import Operation
from scheduler.rules.packs import PACKS
from scheduler.rules.rulebook import RULES, parse

Complaint = tuple[str, str, str, str]
"""File, table, key, and what is wrong with it and what would be right."""

SAID_IN = {
    "availability": "availability.csv",
    "breaks": "shifts.toml",
    "employment": "agents.csv (from, until)",
    "fixed": "fixed.csv",
    "known_shifts": "shifts.toml and the contract's shifts",
    "not_followed_by": "shifts.toml",
    "queue_stretch": "queues.toml (minimum_stretch_minutes)",
    "time_off": "time_off.csv",
}


def complaints(operation: Operation) -> list[Complaint]:
    """Every limit of contracts.toml and rules.toml, and every pack of sites.toml, that makes no sense."""
    found: list[Complaint] = []
    for contract in operation.contracts.values():
        for name, settings in contract.limits.items():
            found += [("config/contracts.toml", contract.id, name, text) for text in _wrong(operation, name, settings)]
    for name, settings in operation.rules.items():
        found += [("config/rules.toml", name, "", text) for text in _wrong(operation, name, settings)]
    for site in operation.sites.values():
        unknown = [pack for pack in site.rules if pack not in PACKS]
        found += [
            ("config/sites.toml", site.id, "rules", f"no pack {pack!r}; {_meant(pack, PACKS)}") for pack in unknown
        ]
    return found


def _wrong(operation: Operation, name: str, settings: Any) -> Iterator[str]:
    """What is wrong with one limit as written."""
    writable = [rule for rule, kind in RULES.items() if not kind.always]
    if name not in RULES:
        yield f"no limit {name!r}; {_meant(name, writable)}"
    elif name not in writable:
        said = f"; it is said in {SAID_IN[name]}" if name in SAID_IN else ""
        yield f"{name!r} always binds and has no settings{said}"
    else:
        yield from _wrong_settings(operation, name, settings)


def _wrong_settings(operation: Operation, name: str, settings: Any) -> Iterator[str]:
    kind = RULES[name]
    fillers = [key for key in settings if key in kind.filled] if isinstance(settings, dict) else []
    if fillers:
        yield f"{name} takes no {fillers[0]!r}; it takes {RULES[name].takes()}"
        return
    try:
        limit = parse(name, settings)
    except ValidationError as error:
        yield from dict.fromkeys(_in_words(name, dict(fault)) for fault in error.errors(include_url=False))
        return
    for word, known in limit.refuse(operation):
        yield f"{name} names {word!r}, which does not exist; {_meant(word, known)}"


def _in_words(name: str, fault: dict[str, Any]) -> str:
    kind, where = fault["type"], ".".join(str(part) for part in fault["loc"])
    place, value = f"{name}.{where}" if where else name, fault["input"]
    if kind == "extra_forbidden":
        return f"{name} takes no {where!r}; it takes {RULES[name].takes()}"
    if kind == "missing":
        return f"{name} lacks {where!r}; it takes {RULES[name].takes()}"
    if kind == "value_error":
        return f"{name}: {fault['ctx']['error']}; it takes {RULES[name].takes()}"
    return f"{place} is {value!r}, which is {_wanted(kind, fault.get('ctx', {}))}"


def _wanted(kind: str, context: dict[str, Any]) -> str:
    """What the value is not."""
    bounds = {"greater_than": "gt", "greater_than_equal": "ge", "less_than": "lt", "less_than_equal": "le"}
    if kind in bounds:
        words = kind.replace("_than_equal", " than or equal to").replace("_than", " than")
        return f"not {words} {context[bounds[kind]]:g}"
    if kind == "multiple_of":
        return f"not a multiple of {context['multiple_of']:g}"
    return "not a whole number" if kind.startswith("int") else "not a number"


def _meant(word: str, known: Iterable[str]) -> str:
    choices = sorted(known)
    near = get_close_matches(word, choices, 1)
    return f"did you mean {near[0]!r}?" if near else f"known: {', '.join(choices) or 'none'}"
