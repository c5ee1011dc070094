"""The tables of a report folder, row by row, as `formats.md` lays them down."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scheduler.operation import Operation
from scheduler.report.answer.answer import Answer
from scheduler.report.duty_words import duty_label
from scheduler.report.text import Row, csv_bytes, instant_text, number
from scheduler.requirement import Requirement
from scheduler.roster import Held, Roster
from scheduler.staffing.rows import COLUMNS, requirement_rows

ROSTER = ("agent", "date", "shift", "start", "end", "site", "paid_minutes")
ACTIVITIES = ("agent", "start", "end", "activity")
COVERAGE = ("queue", "start", "minutes", "required", "assigned", "short")
HOUR = re.compile(r"at \d\d:\d\d: ")
"""The hour at which people are asked; reasons that differ in it alone are one."""
POOLS = ("queues", "start", "minutes", "required", "able", "short")
COVER = ("name", "start", "end", "required", "assigned", "short")
DUTY = ("cover", "tier", "start", "end", "agent", "kind", "reason")
HEADCOUNT = ("date", "shift", "required", "assigned", "short", "over", "site", "skill", "role", "counts", "agents")


def tables(answer: Answer) -> dict[str, bytes]:
    """File name -> content, for every table of the folder; what is not known of activities is not written."""
    operation, roster = answer.operation, answer.result.roster
    doing = {"activities.csv": csv_bytes(ACTIVITIES, activity_rows(operation, roster))} if roster.breaks_known else {}
    required = (list(row.values()) for row in requirement_rows(answer.requirement, operation))
    return {
        "roster.csv": csv_bytes(ROSTER, roster_rows(operation, roster)),
        **doing,
        "requirement.csv": csv_bytes(COLUMNS, required),
        "coverage.csv": csv_bytes(COVERAGE, coverage_rows(answer)),
        **({"pools.csv": csv_bytes(POOLS, pools_rows(answer))} if answer.requirement.pools else {}),
        "cover.csv": csv_bytes(COVER, cover_rows(answer)),
        **({} if roster.held is None else {"duty.csv": csv_bytes(DUTY, duty_rows(answer))}),
        "headcount.csv": csv_bytes(HEADCOUNT, headcount_rows(answer)),
    }


def roster_rows(operation: Operation, roster: Roster) -> Iterator[Row]:
    """One row a worked shift, by agent and date; times on the agent's clocks."""
    for duty in sorted(roster.duties, key=lambda row: (row.agent, row.day, row.start)):
        zone = operation.agent(duty.agent).time_zone
        start, end = instant_text(duty.start, zone), instant_text(duty.end, zone)
        yield duty.agent, duty.day.isoformat(), duty.shift, start, end, duty.site, duty.paid_minutes


def activity_rows(operation: Operation, roster: Roster) -> Iterator[Row]:
    """One row a stretch of one activity, by agent and start; times on the agent's clocks."""
    for agent, stretches in sorted(roster.activities_by_agent().items()):
        zone = operation.agent(agent).time_zone
        for row in stretches:
            yield agent, instant_text(row.start, zone), instant_text(row.end, zone), row.activity


def coverage_rows(answer: Answer) -> Iterator[Row]:
    """One row a queue and interval: agents required, assigned and short; times on the planning zone's clocks."""
    requirement, coverage = answer.requirement, answer.score.case.coverage
    starts = interval_starts(requirement)
    for queue, name in enumerate(requirement.queues):
        for column, start in enumerate(starts):
            figures = (coverage.required, coverage.assigned, coverage.short)
            values = (number(float(figure[queue, column])) for figure in figures)
            yield name, start, requirement.interval_minutes, *values


def interval_starts(requirement: Requirement) -> list[str]:
    """The start of each interval of the grid, on the planning zone's clocks."""
    horizon, minutes = requirement.horizon, requirement.interval_minutes
    moments = (horizon.moment(column * minutes) for column in range(requirement.intervals))
    return [instant_text(moment, horizon.time_zone) for moment in moments]


def pools_rows(answer: Answer) -> Iterator[Row]:
    """One row a set of queues and interval that lacks people or has hardly enough: agents required, able and short."""
    requirement = answer.requirement
    starts = interval_starts(requirement)
    for row in answer.score.case.pools:
        queues = ";".join(requirement.queues[queue] for queue in row.rows)
        figures = (number(row.required), number(row.able), number(row.short))
        yield queues, starts[row.interval], requirement.interval_minutes, *figures


def cover_rows(answer: Answer) -> Iterator[Row]:
    """One row a cover duty and interval: people required, assigned and short; times on the planning zone's clocks."""
    zone = answer.horizon.time_zone
    for row in answer.score.case.cover:
        figures = (number(row.required), number(row.assigned), number(row.short))
        yield row.name, instant_text(row.start, zone), instant_text(row.end, zone), *figures


def duty_rows(answer: Answer) -> Iterator[Row]:
    """One row a place of a duty and its holder; an open place has a reason. Times on the planning zone's clocks."""
    zone = answer.horizon.time_zone
    for row in answer.result.roster.held or ():
        times = (instant_text(row.start, zone), instant_text(row.end, zone))
        yield row.cover, row.tier, *times, row.agent, row.kind, "" if row.agent else why_open(answer, row)


def why_open(answer: Answer, row: Held) -> str:
    """Why nobody holds an open place, for each hour whose reason is another, as far as it was looked into."""
    gaps = (one for one in answer.explanation.covers if one.gap.name == duty_label(row))
    whys = [one.why for one in gaps if one.gap.start < row.end and row.start < one.gap.end]
    first: dict[str, str] = {}
    for why in whys:
        first.setdefault(HOUR.sub("", why), why)
    return "; ".join(first.values()) or "it was not looked into"


def headcount_rows(answer: Answer) -> Iterator[Row]:
    """One row a line of the headcount files: people required, assigned, short and over; whom a skill's row counts."""
    for row in answer.score.case.headcount:
        people = (row.wanted.site, row.wanted.skill, row.wanted.role)
        numbers = (row.required, row.assigned, row.short, row.over)
        how = "once" if row.wanted.once else "each"
        yield row.date.isoformat(), row.shift, *numbers, *people, how, ";".join(row.skilled)
