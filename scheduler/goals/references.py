"""Types of settings that name agents, queues, shifts or duties: where the operation is known, each must exist."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection
from typing import Annotated

from pydantic import AfterValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from scheduler.operation import Operation

UNKNOWN = "unknown_name"
"""The type of pydantic's error for a name that nothing has."""


def _named(what: str, known: Callable[[Operation], Collection[str]]) -> AfterValidator:
    """A check of names; without an operation as the validation's context nothing is checked."""

    def check(name: str, info: ValidationInfo) -> str:
        names = known(info.context) if isinstance(info.context, Operation) else {name}
        if name in names:
            return name
        near = difflib.get_close_matches(name, list(names), n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        said = {"what": what, "name": name, "hint": hint}
        raise PydanticCustomError(UNKNOWN, "there is no {what} '{name}'{hint}", said)

    return AfterValidator(check)


AgentName = Annotated[str, _named("agent", lambda operation: {agent.id for agent in operation.agents})]
QueueName = Annotated[str, _named("queue", lambda operation: operation.queues)]
ShiftName = Annotated[str, _named("shift", lambda operation: operation.shifts)]
CoverName = Annotated[str, _named("duty", lambda operation: {cover.name for cover in operation.cover})]
