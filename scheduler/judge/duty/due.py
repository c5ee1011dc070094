"""The minutes in which a duty is due, and the rows of duty.csv that speak of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from scheduler.clock import Horizon
from scheduler.judge.duty.able import Able
from scheduler.judge.spans import Span, joined
from scheduler.operation import Operation, Tier
from scheduler.operation.duty_hours import duty_windows
from scheduler.roster import HANDOVER, Held, Roster


@dataclass(frozen=True)
class Row:
    """One row of duty.csv, or a time in which an agent may hold the duty; minutes from the horizon's start."""

    start: int
    end: int
    agent: str
    """Id of the holder; empty where the place is open."""
    held: Held | None = None
    """The row of duty.csv; None where nobody is named."""


@dataclass(frozen=True)
class Due:
    """One tier of a duty, when it is due, who may hold it, and who is said to."""

    tier: Tier
    windows: list[Span]
    """Times in which the tier is due, in order and apart; windows that adjoin are one here."""
    able: Able
    rows: list[Row]
    """Rows of duty.csv by start, without hand-overs; without that file, all times in which agents may hold the duty."""
    handovers: list[Row]
    """Rows in which the next holder is there beside the last one, by start."""
    named: bool
    """Whether there is a duty.csv."""

    @property
    def minutes(self) -> int:
        """Agent-minutes due."""
        return self.tier.agents * sum(end - start for start, end in self.windows)

    @property
    def there(self) -> str:
        """What is asked of a holder, in words."""
        if self.tier.held_at_work:
            return "able and standing by or at work"
        return "able and standing by" if self.tier.on_call else "able and at work"

    def slices(self, also: Iterable[int] = ()) -> Iterator[tuple[int, int, list[Row]]]:
        """(start, end, rows that hold then): the time due, cut wherever a row or a time at work begins or ends.

        `also` are further minutes at which it is cut.
        """
        agents = {row.agent for row in self.rows}
        edges = {minute for agent in agents for span in self.able.spans.get(agent, ()) for minute in span} | {*also}
        cuts = sorted(edges | {minute for row in self.rows for minute in (row.start, row.end)})
        active: list[Row] = []
        coming = 0
        for first, last in self.windows:
            for start, end in pairwise([first, *cuts[bisect_right(cuts, first) : bisect_left(cuts, last)], last]):
                while coming < len(self.rows) and self.rows[coming].start <= start:
                    active.append(self.rows[coming])
                    coming += 1
                active = [row for row in active if row.end > start]
                yield start, end, active

    def right(self, row: Row, minute: int) -> bool:
        """Whether the row's agent may hold the duty at a minute at which nobody begins or ends anything."""
        return self.able.reach(row.agent, minute) > minute


def dues(operation: Operation, horizon: Horizon, roster: Roster) -> Iterator[Due]:
    """Every tier of every duty, in the order of cover.toml."""
    for tier in operation.tiers:
        windows = joined((start, end) for _, start, end in duty_windows(operation, horizon, tier.cover))
        able = Able(operation, horizon, roster, tier)
        own = [held for held in roster.held or () if (held.cover, held.tier) == (tier.cover.name, tier.name)]
        rows = [_row(horizon, held) for held in own if held.kind != HANDOVER]
        handovers = sorted((_row(horizon, held) for held in own if held.kind == HANDOVER), key=lambda row: row.start)
        if roster.held is None:
            rows = [Row(start, end, agent) for agent, spans in able.spans.items() for start, end in spans]
        yield Due(tier, windows, able, sorted(rows, key=lambda row: row.start), handovers, roster.held is not None)


def _row(horizon: Horizon, held: Held) -> Row:
    return Row(horizon.minute(held.start), horizon.minute(held.end), held.agent, held)
