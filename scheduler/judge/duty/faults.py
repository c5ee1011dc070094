"""Rows of duty.csv that are wrong: their agent may not hold the duty, is not there, or the places do not add up."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from scheduler.clock import Horizon, local
from scheduler.judge.duty.able import Span, outside
from scheduler.judge.duty.due import Due, Row, dues
from scheduler.judge.shifts import readable
from scheduler.operation import Operation
from scheduler.roster import Roster
from scheduler.rules.rule import Finding

RULE = "duty"


def duty_findings(operation: Operation, horizon: Horizon, roster: Roster) -> Iterator[Finding]:
    """Every fault of duty.csv, duty by duty in the order of cover.toml; nothing where nobody is named."""
    if roster.held is None:
        return
    roster = readable(operation, horizon, roster)
    known = {(tier.cover.name, tier.name) for tier in operation.tiers}
    for held in roster.held or ():
        if (held.cover, held.tier) not in known:
            span = horizon.minute(held.start), horizon.minute(held.end)
            what = f"{held.cover}/{held.tier}" if held.tier else held.cover
            yield _fault(horizon, held.agent, span, f"duty.csv names duty {what}, which does not exist")
    for due in dues(operation, horizon, roster):
        for row in due.rows:
            yield from _of_row(horizon, due, row)
        yield from _of_places(horizon, due)
    yield from _standing_by_twice(horizon, roster)


def _of_row(horizon: Horizon, due: Due, row: Row) -> Iterator[Finding]:
    """What is wrong with one row alone."""
    tier, span = due.tier, (row.start, row.end)
    who = f"{row.agent or 'nobody'} holds {tier.label}"
    if row.held is not None and row.held.kind != tier.kind:
        text = f"duty.csv calls {tier.label} {row.held.kind}; it is {tier.kind} ({clocks(horizon, *span)})"
        yield _fault(horizon, row.agent, span, text)
    for start, end in outside(span, due.windows):
        text = f"{who} {clocks(horizon, start, end)}, when it is not due"
        yield _fault(horizon, row.agent, (start, end), text)
    if not row.agent:
        yield from _not_named(horizon, due, row)
        return
    if row.agent not in due.able.people:
        text = f"{who} {clocks(horizon, *span)} but lacks its role {tier.role} or its language"
        yield _fault(horizon, row.agent, span, text)
        return
    for start, end in outside(span, due.able.spans.get(row.agent, [])):
        lacks = _lacks(due)
        yield _fault(horizon, row.agent, (start, end), f"{who} {clocks(horizon, start, end)} but {lacks}")


def _not_named(horizon: Horizon, due: Due, hole: Row) -> Iterator[Finding]:
    """The first time at which somebody could hold the open place and is not named for the duty."""
    free: list[tuple[Span, str]] = []
    for agent, spans in due.able.spans.items():
        own = [(row.start, row.end) for row in due.rows if row.agent == agent]
        there = [(max(start, hole.start), min(end, hole.end)) for start, end in spans]
        free += [(part, agent) for span in there if span[0] < span[1] for part in outside(span, own)]
    if free:
        span, agent = min(free)
        text = f"nobody holds a place of {due.tier.label} {clocks(horizon, *span)}, though {agent} could"
        yield _fault(horizon, agent, span, text)


def _lacks(due: Due) -> str:
    if due.tier.on_call:
        return f"has no activity {due.tier.activity} then"
    if due.tier.exclusive:
        return f"is not at work on {due.tier.activity} then"
    return "is not at work then"


def _of_places(horizon: Horizon, due: Due) -> Iterator[Finding]:
    """Each minute has as many rows as there are places, and no agent twice."""
    wrong: list[tuple[int, int, str, str]] = []
    for start, end, rows in due.slices():
        places = due.tier.agents
        if len(rows) != places:
            of = "1 place" if places == 1 else f"{places} places"
            wrong.append((start, end, "", f"duty.csv has {len(rows)} rows for the {of} of {due.tier.label}"))
        agents = [row.agent for row in rows if row.agent]
        for agent in sorted({agent for agent in agents if agents.count(agent) > 1}):
            wrong.append((start, end, agent, f"{agent} holds two places of {due.tier.label}"))
    wrong.sort(key=lambda one: (one[2:], one[0]))
    runs: list[tuple[int, int, str, str]] = []
    for start, end, agent, text in wrong:
        if runs and runs[-1][1:] == (start, agent, text):
            start = runs.pop()[0]
        runs.append((start, end, agent, text))
    for start, end, agent, text in sorted(runs):
        yield _fault(horizon, agent, (start, end), f"{text} {clocks(horizon, start, end)}")


def _standing_by_twice(horizon: Horizon, roster: Roster) -> Iterator[Finding]:
    """An agent stands by for one duty at a time."""
    rows = [row for row in roster.held or () if row.agent and row.kind == "on_call"]
    rows.sort(key=lambda row: (row.agent, row.start, row.cover))
    for first, second in pairwise(rows):
        if (first.agent, second.start < first.end) == (second.agent, True) and first.cover != second.cover:
            span = horizon.minute(second.start), min(horizon.minute(first.end), horizon.minute(second.end))
            text = f"{first.agent} stands by for {first.cover} and {second.cover} at once {clocks(horizon, *span)}"
            yield _fault(horizon, first.agent, span, text)


def clocks(horizon: Horizon, start: int, end: int) -> str:
    """`Mon 2026-12-21 22:00 to Tue 2026-12-22 06:00`, or `Mon 2026-12-21 08:00-16:00`, in the planning zone."""
    first, last = (local(horizon.moment(minute), horizon.time_zone) for minute in (start, end))
    if first.date() == last.date() and first.utcoffset() == last.utcoffset():
        return f"{first:%a %Y-%m-%d %H:%M}-{last:%H:%M}"
    return f"{first:%a %Y-%m-%d %H:%M} to {last:%a %Y-%m-%d %H:%M}"


def _fault(horizon: Horizon, agent: str, span: Span, text: str) -> Finding:
    day = local(horizon.moment(span[0]), horizon.time_zone).date()
    return Finding(RULE, agent, day, text, span[1] - span[0], "minutes", "")
