"""Chooses which requirements to move after a simulation, says why, and writes the moves beside the roster."""

from __future__ import annotations

import csv
import io
import math
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import numpy as np

from scheduler.clock import local
from scheduler.errors import InputError
from scheduler.judge.simulation import Simulation
from scheduler.judge.simulation.figures import ratio
from scheduler.loop.pools import pooled_agents, pools
from scheduler.operation import BoolArray, FloatArray, Operation
from scheduler.requirement import Requirement

MOVES_FILE = "requirement_moves.csv"
COLUMNS = ("queue", "start", "agents_before", "agents_after")
ENOUGH = 40.0
"""Contacts over all replications below which a service level proves nothing."""
MOST_BESIDE = 3
"""Intervals before and after with which one of too few contacts is judged."""
STEP_UP = 0.1
"""A missed target asks for a tenth more agents, at least one."""
MOST_NAMED = 2
NEAR = 1e-5
"""Agents to which the file of moves is rounded."""
AT_ONCE = 2.0
"""A pool that is at most so many agents from its least goes there at once, others half the way."""


@dataclass(frozen=True)
class Move:
    """One queue's moved requirement over the intervals of a round."""

    queue: str
    intervals: int
    agent_hours: float
    """Net; negative for fewer."""
    level: float
    """Service level over those intervals, as simulated."""
    target: float
    partners: tuple[str, ...]
    """Queues that share its people."""

    def __str__(self) -> str:
        more = "more" if self.agent_hours > 0 else "fewer"
        why = f"{self.level:.1%} in time against {self.target:.0%}"
        shared = f"; shares people with {some_of(self.partners)}" if self.partners and self.agent_hours < 0 else ""
        hours = f"{abs(self.agent_hours):,.1f} agent-hours {more} in {self.intervals} intervals"
        return f"{self.queue}: {hours}: {why}{shared}"


def some_of(names: tuple[str, ...]) -> str:
    """A few names, and how many more there are."""
    rest = len(names) - MOST_NAMED
    return ", ".join(names) if rest <= 1 else f"{', '.join(names[:MOST_NAMED])} and {rest} more"


def moved(
    operation: Operation, first: Requirement, now: Requirement, short: FloatArray, found: Simulation
) -> tuple[Requirement, tuple[Move, ...]]:
    """The requirement for the next round. `first` is staffing's own; `short` [queue, interval] agents missing."""
    agents, told = now.agents.copy(), []
    low, high = judgements(found)
    for row, pool in pools(operation, now).items():
        wanted, others = now.agents[row] > 0, [other for other in pool if other != row]
        lowered = _lowered(operation, now, row, pool)
        down = high[row] & wanted & ~low[others].any(axis=0) & (lowered < now.agents[row])
        up = low[row] & (short[row] < 0.5) & wanted
        agents[row] = np.where(down, lowered, np.where(up, _raised(first, now, row), now.agents[row]))
        partners = tuple(now.queues[other] for other in others)
        told += [_move(found, row, part, agents, now, partners) for part in (down, up) if part.any()]
    return replace(now, agents=agents), tuple(told)


def judgements(found: Simulation) -> tuple[BoolArray, BoolArray]:
    """[queue, interval] whether the target is missed, and overshot, beyond chance.

    An interval of too few contacts is judged with its neighbours, as many as it takes, up to `MOST_BESIDE` a side.
    """
    target = np.array([queue.service.share if queue.service is not None else np.nan for queue in found.queues])
    good, base = found.counts["good"], found.counts["base"]
    low, high = np.zeros((2, *base.shape[1:]), dtype=bool)
    judged = low.copy()
    for beside in range(MOST_BESIDE + 1):
        level = ratio(beside_each(good, beside), beside_each(base, beside))
        half = np.nan_to_num(level.half, nan=1.0)
        now = ~judged & (beside_each(base, beside).sum(axis=0) >= ENOUGH)
        low |= now & (level.mean + half < target[:, None])
        high |= now & (level.mean - half > target[:, None])
        judged |= now
    return low, high


def beside_each(table: FloatArray, reach: int) -> FloatArray:
    """[replication, queue, interval] each interval's sum with those up to so far before and after it."""
    sums = np.concatenate((np.zeros((*table.shape[:2], 1)), table.cumsum(axis=2, dtype=np.float64)), axis=2)
    at = np.arange(table.shape[2])
    summed: FloatArray = sums[:, :, np.minimum(at + reach + 1, at.size)] - sums[:, :, np.maximum(at - reach, 0)]
    return summed


def _lowered(operation: Operation, now: Requirement, row: int, pool: tuple[int, ...]) -> FloatArray:
    """[interval] fewer agents, in proportion to the queue's part of its pool; never below its load or minimum."""
    rows = list(pool)
    total, least = now.agents[rows].sum(axis=0), pooled_agents(operation, now, pool)
    spare = np.maximum(0.0, total - least)
    goal = total - np.where(spare <= AT_ONCE, spare, np.ceil(spare / 2))
    scale = np.divide(goal, total, out=np.ones(total.size), where=total > 0)
    floor = np.maximum(now.erlangs[row], operation.queues[now.queues[row]].minimum_agents)
    fewer = np.maximum(now.agents[row] * scale, np.minimum(floor, now.agents[row]))
    lowered: FloatArray = np.where(spare >= 1, fewer, np.inf)
    return lowered


def _raised(first: Requirement, now: Requirement, row: int) -> FloatArray:
    """[interval] half the way back where an earlier round took people away, else a tenth more."""
    taken = first.agents[row] - now.agents[row]
    back = now.agents[row] + np.where(taken <= 1, taken, taken / 2)
    more = now.agents[row] + np.maximum(1.0, np.ceil(STEP_UP * now.agents[row]))
    raised: FloatArray = np.where(taken > 0, back, more)
    return raised


def _move(
    found: Simulation, row: int, part: BoolArray, agents: FloatArray, now: Requirement, partners: tuple[str, ...]
) -> Move:
    good, base = (float(found.counts[name][:, row, part].sum()) for name in ("good", "base"))
    service = found.queues[row].service
    return Move(
        queue=now.queues[row],
        intervals=int(part.sum()),
        agent_hours=float((agents[row] - now.agents[row])[part].sum()) * now.interval_minutes / 60,
        level=good / base if base else math.nan,
        target=service.share if service is not None else math.nan,
        partners=partners,
    )


def moves_csv(first: Requirement, last: Requirement) -> bytes:
    """One row for each queue and interval in which the requirement differs from staffing's own."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    horizon = first.horizon
    for row, column in np.argwhere(np.abs(first.agents - last.agents) > 1e-9).tolist():
        start = local(horizon.moment(first.interval_minutes * column), horizon.time_zone).isoformat()
        values = (round(float(table.agents[row, column]), 6) for table in (first, last))
        writer.writerow([first.queues[row], start, *values])
    return text.getvalue().encode()


def with_moves(requirement: Requirement, folder: Path) -> tuple[Requirement, tuple[str, ...]]:
    """A requirement as the loop left it for the roster in that folder; unchanged where no moves lie there.

    Raises `InputError` where the file is not as it was written.
    """
    file = folder / MOVES_FILE
    if not file.is_file():
        return requirement, ()
    agents, others = requirement.agents.copy(), 0
    lines = list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
    for number, line in enumerate(lines, 2):
        try:
            minute = requirement.horizon.minute(datetime.fromisoformat(line["start"]))
            column, off = divmod(minute, requirement.interval_minutes)
            if off or not 0 <= column < requirement.intervals:
                raise ValueError
            row, before = requirement.row(line["queue"]), float(line["agents_before"])
            others += abs(before - requirement.agents[row, column]) > NEAR
            agents[row, column] = float(line["agents_after"])
        except (KeyError, TypeError, ValueError):
            wrong = f"{file}:{number}: not a move of this week's requirement; delete the file to do without"
            raise InputError(wrong) from None
    note = f"{file}: {len(lines)} requirements stand as the simulation moved them; delete the file to do without"
    apart = f"{file}: {others} of these requirements were moved from another number than is required now"
    return replace(requirement, agents=agents), ((note, apart) if others else (note,))
