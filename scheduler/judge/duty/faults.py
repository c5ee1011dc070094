"""Rows of duty.csv that are wrong: their agent may not hold the duty, is not there, or the places do not add up."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.clock import Horizon
from scheduler.judge.duty.due import Due, Row, dues
from scheduler.judge.duty.handovers import handover_findings
from scheduler.judge.duty.limits import DutyLimits
from scheduler.judge.duty.together import together_findings
from scheduler.judge.duty.told import clocks, fault, unable
from scheduler.judge.duty.vacant import Vacant
from scheduler.judge.rows.shifts import readable
from scheduler.judge.spans import outside
from scheduler.operation import Operation
from scheduler.roster import Roster
from scheduler.rules.rule import Finding


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
            yield fault(horizon, held.agent, span, f"duty.csv names duty {what}, which does not exist")
    limits = DutyLimits(operation, horizon, roster)
    vacant = Vacant(horizon, limits)
    for due in dues(operation, horizon, roster):
        for row in due.rows:
            yield from _of_row(horizon, due, row)
            yield from vacant.findings(due, row)
        yield from _of_places(horizon, due)
        yield from handover_findings(operation, horizon, due)
    yield from together_findings(operation, horizon, roster)
    yield from limits.findings()


def _of_row(horizon: Horizon, due: Due, row: Row) -> Iterator[Finding]:
    """What is wrong with one row alone."""
    tier, span = due.tier, (row.start, row.end)
    who = f"{row.agent or 'nobody'} holds {tier.label}"
    if row.held is not None and row.held.kind != tier.kind:
        text = f"duty.csv calls {tier.label} {row.held.kind}; it is {tier.kind} ({clocks(horizon, *span)})"
        yield fault(horizon, row.agent, span, text)
    for start, end in outside(span, due.windows):
        text = f"{who} {clocks(horizon, start, end)}, when it is not due"
        yield fault(horizon, row.agent, (start, end), text)
    if not row.agent:
        return
    if row.agent not in due.able.people:
        text = f"{who} {clocks(horizon, *span)} but {unable(tier)}"
        yield fault(horizon, row.agent, span, text)
        return
    for start, end in outside(span, due.able.spans.get(row.agent, [])):
        lacks = _lacks(due)
        yield fault(horizon, row.agent, (start, end), f"{who} {clocks(horizon, start, end)} but {lacks}")


def _lacks(due: Due) -> str:
    if due.tier.held_at_work:
        return f"is not at work and has no activity {due.tier.activity} then"
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
        yield fault(horizon, agent, (start, end), f"{text} {clocks(horizon, start, end)}")
