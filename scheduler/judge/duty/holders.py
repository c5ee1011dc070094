"""Who holds each place of each duty at an instant, since when, until when, and who is next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from scheduler.clock import Horizon
from scheduler.judge.duty.due import Due, dues
from scheduler.judge.rows.shifts import readable
from scheduler.operation import Operation
from scheduler.roster import Held, Roster


@dataclass(frozen=True)
class Holder:
    """One place of a duty at an instant (instants in UTC)."""

    cover: str
    tier: str
    agent: str | None
    """Id of the holder; None where the place is open, where the duty is not due, and where nobody is named."""
    since: datetime | None
    """Since when the agent holds the place, or it is open; None where the duty is not due or nobody is named."""
    until: datetime | None
    next: str | None
    """Who holds the place next; None where nobody does within the horizon."""
    next_from: datetime | None
    reason: str = ""
    """Why the place is open, or that who is named cannot hold it."""
    due: bool = True
    """Whether the duty is due then."""
    there: str = ""
    """What is asked of a holder: `able and at work`, or `able and standing by`."""
    able: tuple[str, ...] | None = None
    """Ids of those who may hold it and are at work then, or stand by, where there is no duty.csv; else None."""


Stretch = tuple[datetime, datetime, str, str]
"""Start, end, agent (empty where the place is open), reason."""
EVER = datetime.min.replace(tzinfo=UTC)


def holders_at(operation: Operation, horizon: Horizon, roster: Roster, moment: datetime) -> tuple[Holder, ...]:
    """Every place of every duty, in the order of cover.toml; at a change it is who begins."""
    found: list[Holder] = []
    for due in dues(operation, horizon, readable(operation, horizon, roster)):
        minute = horizon.minute(moment)
        is_due = any(start <= minute < end for start, end in due.windows)
        if not due.named:
            able = tuple(row.agent for row in due.rows if is_due and row.start <= minute < row.end)
            nobody = None, None, None, None, None
            found.append(
                Holder(
                    due.tier.cover.name, due.tier.name, *nobody, due=is_due, there=due.there, able=tuple(sorted(able))
                )
            )
            continue
        rows = [row.held for row in due.rows if row.held is not None]
        found += (_holder(due, place, moment, minute if is_due else None) for place in places(rows, due.tier.agents))
    return tuple(found)


def _holder(due: Due, place: list[Stretch], moment: datetime, minute: int | None) -> Holder:
    """`minute` is that of the moment; None where the duty is not due."""
    now = next((one for one in place if one[0] <= moment < one[1]), None)
    after = [one for one in place if one[2] and one[0] > moment]
    coming, since = (after[0][2], after[0][0]) if after else (None, None)
    if now is None:
        return Holder(due.tier.cover.name, due.tier.name, None, None, None, coming, since, due=minute is not None)
    start, end, agent, reason = now
    if agent and minute is not None and due.able.reach(agent, minute) <= minute:
        reason = f"{agent} is named, who cannot hold it then"
    when = start, end, coming, since
    return Holder(due.tier.cover.name, due.tier.name, agent or None, *when, reason, minute is not None)


def places(rows: Iterable[Held], agents: int) -> list[list[Stretch]]:
    """The rows of a duty as so many places (more where rows overlap that should not), each in the order of time.

    An agent who goes on from one row to the next keeps the place, and so does who takes over.
    """
    found: list[list[Stretch]] = [[] for _ in range(agents)]
    for one in _going_on(rows):
        free = [place for place in found if not place or place[-1][1] <= one[0]]
        if not free:
            found.append([one])
            continue
        place = max(free, key=lambda own: own[-1][1] if own else EVER)
        if place and place[-1][1:] == (one[0], "", one[3]) and not one[2]:
            one = (place.pop()[0], *one[1:])
        place.append(one)
    return found


def _going_on(rows: Iterable[Held]) -> list[Stretch]:
    """The rows by start; rows of one agent that follow one another are one."""
    found: list[Stretch] = []
    last: dict[str, int] = {}
    for row in sorted(rows, key=lambda row: (row.start, row.end, row.agent)):
        before = last.get(row.agent)
        if row.agent and before is not None and found[before][1] == row.start:
            found[before] = (found[before][0], row.end, row.agent, "")
            continue
        last[row.agent] = len(found)
        found.append((row.start, row.end, row.agent, row.reason))
    return found
