"""The rules there are, and those that bind an agent: a file in `limits/` is all that a new rule takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from scheduler.operation import Agent, Operation, Settings
from scheduler.rules import packs
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


ALWAYS = tuple(rule() for rule in RULES.values() if rule.always)
"""Limits that bind everyone without being written down."""
RULES_FILE = "rules.toml"
Packs = tuple[str, ...]


@cache
def law_of(pack: str) -> tuple[Limit, ...]:
    """The limits of a rule pack; raises `KeyError` where there is no such pack."""
    return tuple(parse(entry.rule, entry.settings, entry.source) for entry in packs.PACKS[pack].limits)


def source_of(contract: str) -> str:
    """How messages name the contract that a limit comes from."""
    return f"contract {contract}"


def limits_for(operation: Operation, agent: Agent) -> tuple[Limit, ...]:
    """Every limit that binds the agent: the constant ones, the contract's, those of rules.toml, and the site's law.

    Agents of one contract, site and time zone get equal limits. A loaded operation has them parsed; settings written
    by hand are parsed here, which raises as `parse` does.
    """
    contract, packs = operation.contracts[agent.contract], operation.sites[agent.site].rules
    asked = (contract.id, contract.overtime.max_hours_week, packs, agent.time_zone)
    if isinstance(contract.limits, Settings) and isinstance(operation.rules, Settings):
        return _bound(contract.limits, operation.rules, *asked)
    return _joined(contract.limits, operation.rules, *asked)


def _joined(
    own: Mapping[str, Any], everybody: Mapping[str, Any], contract: str, overtime: float, packs: Packs, zone_name: str
) -> tuple[Limit, ...]:
    """The limits of all places, with what those that ask for it know of the agent."""
    filled = {"overtime": overtime, "time_zone": zone_name}
    law = (limit for pack in packs for limit in law_of(pack))
    written = (*_parsed(own, source_of(contract)), *_parsed(everybody, RULES_FILE))
    return beside_each_other(_with(limit, filled) for limit in (*ALWAYS, *written, *law))


_bound = lru_cache(maxsize=10_000)(_joined)
"""`_joined` of parsed tables: a function of what it is given alone, so that what is kept is never out of date."""


def _parsed(table: Mapping[str, Any], source: str) -> Iterator[Limit]:
    """The limits of a table: those parsed when it was loaded, or parsed now if it was written by hand."""
    if isinstance(table, Settings):
        return (_with(limit, {"source": source}) for limit in table.parsed)
    return (parse(name, settings, source) for name, settings in table.items())


def _with(limit: Limit, values: Mapping[str, Any]) -> Limit:
    """The limit with those of the values that it takes; itself where it has them."""
    new = {name: values[name] for name in limit.filled & values.keys() if getattr(limit, name) != values[name]}
    return limit.model_copy(update=new) if new else limit
