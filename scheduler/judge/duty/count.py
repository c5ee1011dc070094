"""How much of each duty is held: agent-minutes due, held and open, with the holes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import product

from scheduler.clock import Horizon
from scheduler.judge.duty.due import Due, Row, dues
from scheduler.judge.rows.shifts import readable
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
    """Name of the tier; empty where the duty has no tiers."""
    minutes: int
    held: int
    """Minutes due that the agents named hold, as far as they may; without duty.csv, those that could be held."""
    holes: tuple[Hole, ...]
    """Open times in the order of their starts; two places open at once are two holes."""
    two_places: tuple[str, ...]
    """Agents who are named for two places at an instant, of this tier or of this and another one, by id."""
    there: str
    """What is asked of a holder: `able and at work`, `able and standing by`, or `… or at work` where it is held on."""
    able: tuple[tuple[str, int], ...] | None
    """(agent, minutes due in which that agent may hold it), most first, where there is no duty.csv; else None."""

    @property
    def open(self) -> int:
        """Agent-minutes due that nobody holds."""
        return self.minutes - self.held


def duty_counts(operation: Operation, horizon: Horizon, roster: Roster) -> tuple[DutyCount, ...]:
    """Every tier of every duty, in the order of cover.toml, from the shifts that make sense."""
    known = list(dues(operation, horizon, readable(operation, horizon, roster)))
    return tuple(
        _count(horizon, due, Filled(due, [other for other in known if other.tier.cover.name == due.tier.cover.name]))
        for due in known
    )


class Filled:
    """How many places of a tier are held at a minute, and who is named for another tier then."""

    def __init__(self, due: Due, tiers: list[Due]) -> None:
        """`tiers` are those of its duty."""
        self.due = due
        self.before = [one for one in tiers if one.tier.rank < due.tier.rank]
        self.others = [one for one in tiers if one is not due]
        spans = (span for one in self.before if not due.named for own in one.able.spans.values() for span in own)
        self.edges = {minute for span in spans for minute in span}
        """Minutes at which more or fewer could be held because of the tiers before."""

    def at(self, minute: int, rows: list[Row]) -> int:
        """Places held by agents named for them; where nobody is, that could be held beside those of the tiers before.

        Most places of some tiers that can be held: the least, over any of these tiers, of the people who may hold one
        of them and the places of the rest (Hall 1935). A tier has what it adds to those before it.
        """
        right = {row.agent for row in rows if row.agent and self.due.right(row, minute)}
        if self.due.named or not self.before:
            return min(self.due.tier.agents, len(right))
        able = [(_able(one, minute), one.tier.agents) for one in self.before]
        return _most([*able, (right, self.due.tier.agents)]) - _most(able)

    def twice(self) -> set[str]:
        """Agents who are named for the tier and for another one at an instant."""
        if not self.due.named:
            return set()
        others = [row for other in self.others for row in other.rows if row.agent]
        return {
            row.agent
            for row in self.due.rows
            if any(one.agent == row.agent and one.start < row.end and row.start < one.end for one in others)
        }


def _able(due: Due, minute: int) -> set[str]:
    return {agent for agent in due.able.spans if due.able.reach(agent, minute) > minute}


def _most(tiers: list[tuple[set[str], int]]) -> int:
    choices = product((True, False), repeat=len(tiers))
    return min(
        sum(places for (_, places), chosen in zip(tiers, choice, strict=True) if not chosen)
        + len(set().union(*(people for (people, _), chosen in zip(tiers, choice, strict=True) if chosen)))
        for choice in choices
    )


def _count(horizon: Horizon, due: Due, filled: Filled) -> DutyCount:
    held, twice = 0, filled.twice()
    minutes: dict[str, int] = {}
    for start, end, rows in due.slices(filled.edges):
        agents = [row.agent for row in rows if row.agent]
        twice |= {agent for agent in agents if agents.count(agent) > 1}
        held += filled.at(start, rows) * (end - start)
        for agent in {row.agent for row in rows if row.agent and due.right(row, start)}:
            minutes[agent] = minutes.get(agent, 0) + end - start
    holes = sorted(_holes(horizon, due, filled), key=lambda hole: (hole.start, hole.end, hole.reason))
    able = None if due.named else tuple(sorted(minutes.items(), key=lambda entry: (-entry[1], entry[0])))
    amounts, two_places = (due.minutes, held), tuple(sorted(twice))
    return DutyCount(due.tier.cover.name, due.tier.name, *amounts, tuple(holes), two_places, due.there, able)


def _holes(horizon: Horizon, due: Due, filled: Filled) -> Iterator[Hole]:
    """Slices of one open place as one hole: of one row of duty.csv, or of one reason."""
    running: dict[tuple[object, int], tuple[int, int, str]] = {}
    for start, end, rows in due.slices(filled.edges):
        missing = due.tier.agents - filled.at(start, rows)
        for key, reason in _open_places(due, start, rows, missing):
            first, last, told = running.get(key, (start, start, reason))
            if last < start:
                yield Hole(horizon.moment(first), horizon.moment(last), told)
                first = start
            running[key] = first, end, reason
    for first, last, told in running.values():
        yield Hole(horizon.moment(first), horizon.moment(last), told)


def _open_places(due: Due, minute: int, rows: list[Row], missing: int) -> Iterator[tuple[tuple[object, int], str]]:
    """(mark of the hole, reason) of each place that is open: open rows first, then wrong ones, then none."""
    right = {row.agent for row in rows if row.agent and due.right(row, minute)}
    told: list[tuple[tuple[object, int], str]] = []
    general = NOT_STANDING_BY if due.tier.on_call else NOBODY
    marks = [(row, rows[:place].count(row)) for place, row in enumerate(rows)]
    for row, number in marks:
        if not row.agent:
            told.append(((row, number), row.held.reason if row.held and row.held.reason else general))
    for row, number in marks:
        if row.agent and row.agent not in right:
            told.append(((row, number), f"{row.agent} is named, who cannot hold it then"))
    otherwise = OPEN if due.named else general
    told += [((otherwise, place), otherwise) for place in range(len(told), missing)]
    yield from told[: max(0, missing)]
