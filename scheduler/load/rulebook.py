"""What the rules say of an operation as it is read: names of packs, breaks that laws add, limits wrongly written."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from scheduler.operation import Break, Operation


def _rules(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        return None


def pack_names() -> set[str]:
    module = _rules("scheduler.rules.packs")
    return set(module.PACKS) if module and hasattr(module, "PACKS") else {"spain", "washington", "texas"}


def breaks_of_law(pack: str) -> tuple[Break, ...]:
    module = _rules("scheduler.rules.packs")
    return tuple(module.law_breaks(pack)) if module and hasattr(module, "law_breaks") else ()


def rule_complaints(operation: Operation) -> list[tuple[str, str, str, str]]:
    module = _rules("scheduler.rules")
    return list(module.complaints(operation)) if module and hasattr(module, "complaints") else []
