"""Which live queues share people, directly or through other queues: the pools of an operation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from scheduler.operation import BoolArray, Operation
from scheduler.requirement import Pool

Able = Mapping[int, frozenset[str]]
"""Row of a queue -> the agents of the horizon who can serve it."""


def able_of(operation: Operation, there: BoolArray) -> dict[int, frozenset[str]]:
    """Who can serve each queue, of those who are `there` [agent] at any time; rows are in the order of the queues."""
    people = [agent for agent, can in zip(operation.agents, there, strict=True) if can]
    return {
        row: frozenset(agent.id for agent in people if agent.serves(queue))
        for row, queue in enumerate(operation.queues.values())
    }


def pools_of(able: Able) -> tuple[Pool, ...]:
    """Pools of two of these queues and more, in the order of their first rows.

    In each, the queues of the fewest agents come first. Queues that the same agents serve are one group.
    """
    parts = (sorted(part, key=lambda row: (len(able[row]), sorted(able[row]), row)) for part in parts_of(able, able))
    return tuple(
        Pool(tuple(tuple(group) for _, group in groupby(part, key=lambda row: able[row])))
        for part in sorted(parts, key=min)
        if len(part) > 1
    )


def parts_of(able: Able, rows: Iterable[int]) -> list[list[int]]:
    """The rows in parts: queues of one part are linked by agents, step by step; those of two parts share nobody."""
    part = {row: frozenset([row]) for row in rows}
    for row in part:
        joined = frozenset().union(*(part[other] for other in part if other == row or able[other] & able[row]))
        part.update(dict.fromkeys(joined, joined))
    return [sorted(one) for one in sorted(set(part.values()), key=min)]
