"""The limits of a workspace, parsed; and what is wrong with them, in a planner's words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from functools import partial
from typing import Any

from pydantic import ValidationError

from scheduler.operation import Contract, Operation, Settings
from scheduler.rules.packs import PACKS
from scheduler.rules.rule import Limit
from scheduler.rules.rulebook import RULES, RULES_FILE, parse, source_of

Complaint = tuple[str, str, str, str]
"""File, table, key, and what is wrong with it and what would be right."""
Place = Callable[[str, str], Complaint]
"""A limit's name and what is wrong with it, as a complaint of the file that has it."""


def complaints(operation: Operation) -> list[Complaint]:
    """Every limit of contracts.toml and rules.toml, and every pack of sites.toml, that makes no sense."""
    return read_limits(operation)[1]


def read_limits(operation: Operation) -> tuple[Operation, list[Complaint]]:
    """The operation with its limits parsed, or as it is where something is wrong with them, with all that is wrong."""
    reading = _Reading(operation)
    contracts = {
        name: contract.model_copy(update={"limits": reading.of_contract(contract)})
        for name, contract in operation.contracts.items()
    }
    rules = reading.of_everybody()
    wrong = [*reading.wrong, *_unknown_packs(operation)]
    return (operation if wrong else replace(operation, contracts=contracts, rules=rules)), wrong


class _Reading:
    """Parses table after table, and notes what is wrong."""

    def __init__(self, operation: Operation) -> None:
        self.operation = operation
        self.wrong: list[Complaint] = []

    def of_contract(self, contract: Contract) -> Settings[Limit]:
        place, source = partial(_in_contract, contract.id), source_of(contract.id)
        return Settings(contract.limits, lambda table: self._parsed(table, source, place))

    def of_everybody(self) -> Settings[Limit]:
        return Settings(self.operation.rules, lambda table: self._parsed(table, RULES_FILE, _in_rules))

    def _parsed(self, table: Mapping[str, Any], source: str, place: Place) -> dict[str, Limit]:
        found = {}
        for name, settings in table.items():
            try:
                found[name] = _sound(self.operation, name, settings, source)
            except _Wrong as wrong:
                self.wrong += [place(name, text) for text in wrong.texts]
        return found


class _Wrong(Exception):
    """A limit as written makes no sense."""

    def __init__(self, *texts: str) -> None:
        super().__init__(*texts)
        self.texts = texts


def _in_contract(contract: str, name: str, text: str) -> Complaint:
    return ("config/contracts.toml", contract, name, text)


def _in_rules(name: str, text: str) -> Complaint:
    return ("config/rules.toml", name, "", text)


def _unknown_packs(operation: Operation) -> Iterator[Complaint]:
    for site in operation.sites.values():
        for pack in site.rules:
            if pack not in PACKS:
                yield ("config/sites.toml", site.id, "rules", f"no pack {pack!r}; {_meant(pack, PACKS)}")


def _sound(operation: Operation, name: str, settings: Any, source: str) -> Limit:
    """The limit as written; raises `_Wrong`."""
    writable = [rule for rule, kind in RULES.items() if not kind.always]
    if name not in RULES:
        raise _Wrong(f"no limit {name!r}; {_meant(name, writable)}")
    if name not in writable:
        said = f"; it is said in {RULES[name].said_in}" if RULES[name].said_in else ""
        raise _Wrong(f"{name!r} always binds and has no settings{said}")
    kind = RULES[name]
    fillers = [key for key in settings if key in kind.filled] if isinstance(settings, dict) else []
    if fillers:
        raise _Wrong(f"{name} takes no {fillers[0]!r}; it takes {kind.takes()}")
    try:
        limit = parse(name, settings, source)
    except ValidationError as error:
        faults = error.errors(include_url=False)
        raise _Wrong(*dict.fromkeys(_in_words(name, dict(fault)) for fault in faults)) from error
    unknown = [f"{name} names {word!r}, which does not exist; {_meant(word, known)}"
               for word, known in limit.refuse(operation)]  # fmt: skip
    if unknown:
        raise _Wrong(*unknown)
    return limit


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
