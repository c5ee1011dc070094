"""Small operations of queues that share people, for the tests of pools."""

from __future__ import annotations

from typing import Any

from staffing_case import operation, phone, rows

from scheduler.operation import Agent, Operation
from scheduler.requirement import Requirement

MONDAY_NINE = "2026-01-05T17:00"


def person(name: str, *skills: str, **changes: Any) -> Agent:
    return Agent(name, name, "seattle", "full", skills, ("en",), (), "America/Los_Angeles", **changes)


def made(people: list[Agent], queues: str = "abc", volume: float = 30, **keys: Any) -> Operation:
    """Queues of `volume` calls of 300 s in the interval from Monday 09:00; each wants the skill of its own name."""
    forecast = rows(*((name, MONDAY_NINE, 30, volume * (1 + place), 300) for place, name in enumerate(queues)))
    return operation(*(phone(name, skill=name, **keys) for name in queues), forecast=forecast, agents=tuple(people))


def at_nine(required: Requirement) -> tuple[list[float], list[float]]:
    """What each queue needs alone, and its share."""
    column = int(required.volume.sum(axis=0).argmax())
    return required.by_itself[:, column].tolist(), required.agents[:, column].tolist()


def eight(*skills: str, first: str = "p") -> list[Agent]:
    """Eight people with these skills."""
    return [person(f"{first}{number}", *skills) for number in range(8)]
