"""How much of each duty is held: agent-minutes due, held and open, with the holes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from scheduler.clock import Horizon
from scheduler.judge.duty.due import Due, Row, dues
from scheduler.judge.shifts import readable
from scheduler.operation import Operation
from scheduler.roster import Roster

OPEN = "nobody is named"
NOBODY = "nobody who may hold it is at work"
NOT_STANDING_BY = "nobody who may hold it stands by"


@dataclass(frozen=True)
class Hole:
    """A time in which one place of a duty is open (instants in UTC)."""

    start: datetime
    end: datetime
    reason: str


@dataclass(frozen=True)
class DutyCount:
    """One duty in agent-minutes: those due are either held or in a hole."""

    cover: str
    tier: str
    """Empty where the duty has no tiers."""
    minutes: int
    held: int
    """Of those due: held by the agents named, as far as they may; without duty.csv, could be held."""
    holes: tuple[Hole, ...]
    """In the order of their starts; two places open at once are two holes."""
    two_places: tuple[str, ...]
    """Agents who are named for two places at an instant, by id."""
    there: str
    """What is asked of a holder: `able and at work`, or `able and standing by`."""
    able: tuple[tuple[str, int], ...] | None
    """Without duty.csv: (agent, minutes due in which that agent may hold it), most first; else None."""

    @property
    def open(self) -> int:
        """Agent-minutes due that nobody holds."""
        return self.minutes - self.held


def duty_counts(operation: Operation, horizon: Horizon, roster: Roster) -> tuple[DutyCount, ...]:
    """Every duty in the order of cover.toml, from the shifts that make sense."""
    sound = readable(operation, horizon, roster)
    return tuple(_count(horizon, due) for due in dues(operation, horizon, sound))


def _count(horizon: Horizon, due: Due) -> DutyCount:
    held, twice = 0, set()
    minutes: dict[str, int] = {}
    for start, end, rows in due.slices():
        agents = [row.agent for row in rows if row.agent]
        twice |= {agent for agent in agents if agents.count(agent) > 1}
        right = {row.agent for row in rows if row.agent and due.right(row, start)}
        held += min(due.tier.agents, len(right)) * (end - start)
        for agent in right:
            minutes[agent] = minutes.get(agent, 0) + end - start
    holes = sorted(_holes(horizon, due), key=lambda hole: (hole.start, hole.end, hole.reason))
    able = None if due.named else tuple(sorted(minutes.items(), key=lambda entry: (-entry[1], entry[0])))
    amounts, two_places = (due.minutes, held), tuple(sorted(twice))
    return DutyCount(due.tier.cover.name, due.tier.name, *amounts, tuple(holes), two_places, due.there, able)


def _holes(horizon: Horizon, due: Due) -> Iterator[Hole]:
    """Slices of one open place as one hole: of one row of duty.csv, or of one reason."""
    running: dict[tuple[object, int], tuple[int, int, str]] = {}
    for start, end, rows in due.slices():
        for key, reason in _open_places(due, start, rows):
            first, last, told = running.get(key, (start, start, reason))
            if last < start:
                yield Hole(horizon.moment(first), horizon.moment(last), told)
                first = start
            running[key] = first, end, reason
    for first, last, told in running.values():
        yield Hole(horizon.moment(first), horizon.moment(last), told)


def _open_places(due: Due, minute: int, rows: list[Row]) -> Iterator[tuple[tuple[object, int], str]]:
    """(mark of the hole, reason) of each place that is open: open rows first, then wrong ones, then none."""
    right = {row.agent for row in rows if row.agent and due.right(row, minute)}
    missing = due.tier.agents - len(right)
    told: list[tuple[tuple[object, int], str]] = []
    general = NOT_STANDING_BY if due.tier.on_call else NOBODY
    for row in rows:
        if not row.agent:
            told.append(((id(row), 0), row.held.reason if row.held and row.held.reason else general))
    for row in rows:
        if row.agent and row.agent not in right:
            told.append(((id(row), 0), f"{row.agent} is named, who cannot hold it then"))
    otherwise = OPEN if due.named else general
    told += [((otherwise, place), otherwise) for place in range(len(told), missing)]
    yield from told[: max(0, missing)]
