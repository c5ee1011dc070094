"""The places of duties as events of calendars: a holder's own, and those of a duty's own calendar."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from scheduler.clock import Horizon, local
from scheduler.operation import Operation
from scheduler.report.told import Told, identity, titled
from scheduler.roster import Held, Roster

KINDS = {"on_shift": "on shift", "on_call": "on call"}
OPEN = "NOBODY"


def duty_names(operation: Operation) -> list[str]:
    """The duties of cover.toml, each once."""
    return list(dict.fromkeys(cover.name for cover in operation.cover))


def duty_title(row: Held) -> str:
    """`Safety duty`, or `Safety duty (primary)`."""
    return f"{row.cover} ({row.tier})" if row.tier else row.cover


def by_holder(roster: Roster) -> dict[str, list[Held]]:
    """Agent (empty: nobody) -> rows of duty.csv."""
    found: dict[str, list[Held]] = defaultdict(list)
    for row in roster.held or ():
        found[row.agent].append(row)
    return found


def own_duties(operation: Operation, horizon: Horizon, rows: list[Held]) -> dict[str, Told]:
    """Identity -> event of each place that one agent holds."""
    return _events(operation, horizon, rows, "")


def places(operation: Operation, horizon: Horizon, roster: Roster, duty: str) -> dict[str, Told]:
    """Identity -> event of each place of a duty, its holder in the title; open ones say so with their reason."""
    return _events(operation, horizon, (row for row in roster.held or () if row.cover == duty), duty)


def _events(operation: Operation, horizon: Horizon, rows: Iterable[Held], calendar: str) -> dict[str, Told]:
    """Places are known by holder, date, duty and tier, and by their number where one date has several.

    The date is that of the planning zone, which cuts the horizon: a later export of the week replaces all of them.
    """
    found, seen = dict[str, Told](), Counter[tuple[str, ...]]()
    for row in sorted(rows, key=lambda row: (row.start, row.end, row.tier, row.agent)):
        day = local(row.start, horizon.time_zone).date().isoformat()
        key = (row.agent, day, row.cover, row.tier)
        seen[key] += 1
        kind = "\n".join(("duty's calendar" if calendar else "duty", row.cover, row.tier, str(seen[key])))
        found[identity(operation, row.agent, day, kind)] = _event(operation, row, day, calendar)
    return found


def _event(operation: Operation, row: Held, day: str, calendar: str) -> Told:
    who = (operation.agent(row.agent).name or row.agent) if row.agent else OPEN
    return Told(
        agent=row.agent,
        day=day,
        start=row.start.isoformat(),
        end=row.end.isoformat(),
        title=titled(operation, f"{duty_title(row)}: {who}" if calendar else duty_title(row)),
        text=KINDS.get(row.kind, row.kind) if row.agent else row.reason,
        site="",
        scenario=operation.scenario,
        duty=True,
        calendar=calendar,
    )
