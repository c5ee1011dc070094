"""Keys that take one value or a table: what pydantic says of both is told of the one that was meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic_core import ErrorDetails

from scheduler.operation.cover import BY_TIER

EITHER = {*BY_TIER, "hours"}
"""Keys of a duty that take a value or a table."""
TABLES = ("dict[", "DutyHours")
"""How pydantic begins the names of the branches that are tables."""


def meant_branch(details: Sequence[ErrorDetails], table: Any) -> Iterator[ErrorDetails]:
    """The findings on a table's keys, without those of a branch that the file did not write, and without its name."""
    for detail in details:
        where = detail["loc"]
        if len(where) < 2 or where[0] not in EITHER or not isinstance(table, dict):
            yield detail
        elif str(where[1]).startswith(TABLES) == isinstance(table.get(where[0]), dict):
            yield {**detail, "loc": (where[0], *where[2:])}
