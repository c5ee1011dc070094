"""The rules there are, and those that bind an agent: a file in `limits/` is all that a new rule takes."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from scheduler.operation import Agent, Operation
from scheduler.rules import packs
from scheduler.rules.own_rows import memory
from scheduler.rules.rule import Limit
from scheduler.rules.tools.between_breaks import beside_each_other

LIMITS = f"{__name__.rpartition('.')[0]}.limits"
"""The folder of which every file is a rule."""


def _discovered() -> dict[str, type[Limit]]:
    """Name -> rule, by name: each file whose class is called like the file."""
    found: dict[str, type[Limit]] = {}
    for name in sorted(module.name for module in iter_modules([str(Path(__file__).parent / "limits")])):
        module = import_module(f"{LIMITS}.{name}")
        for rule in vars(module).values():
            if isinstance(rule, type) and issubclass(rule, Limit) and rule.__module__ == module.__name__:
                _collect(found, name, rule)
    return found


def _collect(found: dict[str, type[Limit]], name: str, rule: type[Limit]) -> None:
    if rule.__name__ == class_name(name):
        found[name] = rule
    elif rule is not Limit and "check" in vars(rule):
        raise TypeError(f"limits/{name}.py: the rule {rule.__name__} must be called {class_name(name)}, like its file")


def class_name(file: str) -> str:
    """`rest_hours` -> `RestHours`."""
    return "".join(word.capitalize() for word in file.split("_"))


RULES: dict[str, type[Limit]] = _discovered()


def parse(name: str, settings: Any, source: str = "") -> Limit:
    """The rule of that name with its settings as written in a file.

    Raises `KeyError` for a rule that does not exist and pydantic's `ValidationError` for settings it cannot take.
    """
    limit = RULES[name].model_validate(settings)
    return limit.model_copy(update={"source": source})


def limits_for(operation: Operation, agent: Agent) -> tuple[Limit, ...]:
    """Every limit that binds the agent: the constant ones, the contract's, those of rules.toml, and the site's law.

    Agents of one contract, site and time zone get the same tuple. Raises as `parse` does; `complaints` says it first.
    """
    kept, key = memory(operation, "limits"), (agent.contract, agent.site, agent.time_zone)
    if key not in kept:
        kept[key] = beside_each_other(_bound(operation, agent))
    found: tuple[Limit, ...] = kept[key]
    return found


def _bound(operation: Operation, agent: Agent) -> Iterator[Limit]:
    overtime = operation.contracts[agent.contract].overtime.max_hours_week
    for limit in _written(operation, agent):
        filled = {"overtime": overtime, "time_zone": agent.time_zone}
        known = {name: value for name, value in filled.items() if name in limit.filled}
        yield limit.model_copy(update=known)


def _written(operation: Operation, agent: Agent) -> Iterator[Limit]:
    contract = operation.contracts[agent.contract]
    yield from (rule() for rule in RULES.values() if rule.always)
    yield from (parse(name, settings, f"contract {contract.id}") for name, settings in contract.limits.items())
    yield from (parse(name, settings, "rules.toml") for name, settings in operation.rules.items())
    for pack in operation.sites[agent.site].rules:
        for entry in packs.PACKS[pack].limits:
            yield parse(entry.rule, entry.settings, entry.source)
