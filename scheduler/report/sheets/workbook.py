"""`roster.xlsx`: agents by days on their own clocks, hours, duties, coverage, cover, shortages and wishes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from scheduler.clock import local
from scheduler.operation import Agent
from scheduler.report.answer.answer import Answer
from scheduler.report.meetings import told_of
from scheduler.report.people import people, unmet_wishes
from scheduler.report.sheets.cells import STYLES, decimal, fill, head, line
from scheduler.report.sheets.duty_sheet import duty_sheet
from scheduler.report.sheets.headcount_sheet import headcount_sheet
from scheduler.roster import Duty


def workbook(answer: Answer, agents: Sequence[Agent]) -> bytes:
    """The workbook's bytes; for some of the agents only, the sheets on queues and cover are left out."""
    content = io.BytesIO()
    book = Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": answer.operation.name, "created": _made(answer)})
    styles = {name: book.add_format(settings) for name, settings in STYLES.items()}
    _roster(book.add_worksheet("Roster"), answer, agents, styles)
    _hours(book.add_worksheet("Hours"), answer, agents, styles)
    meetings = _meetings(answer, agents)
    if meetings:
        sheet = book.add_worksheet("Meetings")
        head(sheet, [("Agent", 10), ("Name", 22), ("Date", 12), ("Start", 8), ("End", 8), ("What", 34)], styles)
        fill(sheet, meetings, styles)
    if answer.result.roster.held is not None:
        duty_sheet(book.add_worksheet("Duty"), answer, agents, styles)
    if len(agents) == len(answer.operation.agents):
        _coverage(book.add_worksheet("Coverage"), answer, styles)
        _cover(book.add_worksheet("Cover"), answer, styles)
        if answer.score.case.headcount:
            headcount_sheet(book.add_worksheet("Headcount"), answer, styles)
        _shortages(book.add_worksheet("Shortages"), answer, styles)
    _wishes(book.add_worksheet("Wishes"), answer, agents, styles)
    book.close()
    return content.getvalue()


def _made(answer: Answer) -> datetime:
    """The file's date: the week's first day and not today, so that a roster always gives the same bytes."""
    return datetime.combine(answer.horizon.first, datetime.min.time(), UTC).replace(tzinfo=None)


def _roster(sheet: Worksheet, answer: Answer, agents: Sequence[Agent], styles: dict[str, Any]) -> None:
    """Agents down, dates across: `06:00-14:30 day`."""
    days = list(answer.horizon.dates())
    head(sheet, [("Agent", 10), ("Name", 22), ("Site", 14), ("Clock", 20)], styles, freeze_columns=2)
    for column, day in enumerate(days, 4):
        sheet.write_string(0, column, f"{day:%a} {day.day} {day:%b}", styles["head"])
    sheet.set_column(4, 3 + len(days), 18)
    duties = {(duty.agent, duty.day): duty for duty in answer.result.roster.duties}
    away = _days_of_leave(answer)
    for row, agent in enumerate(agents, 1):
        line(sheet, row, (agent.id, agent.name, _site(answer, agent.site), agent.time_zone), styles)
        for column, day in enumerate(days, 4):
            duty = duties.get((agent.id, day))
            if duty:
                sheet.write_string(row, column, _shift_text(duty, agent), styles["shift"])
            elif (agent.id, day) in away:
                sheet.write_string(row, column, "leave", styles["leave"])


def _shift_text(duty: Duty, agent: Agent) -> str:
    start, end = local(duty.start, agent.time_zone), local(duty.end, agent.time_zone)
    return f"{start:%H:%M}-{end:%H:%M} {duty.shift}"


def _days_of_leave(answer: Answer) -> set[tuple[str, date]]:
    return {
        (row.agent, day)
        for row in answer.operation.leave
        for day in answer.horizon.dates()
        if row.first_day is not None and row.last_day is not None and row.first_day <= day <= row.last_day
    }


def _hours(sheet: Worksheet, answer: Answer, agents: Sequence[Agent], styles: dict[str, Any]) -> None:
    columns = [("Agent", 10), ("Name", 22), ("Site", 14), ("Contract", 14), ("Paid hours", 11), ("Leave hours", 11)]
    columns += [("Least", 9), ("Most", 9), ("Shifts", 8), ("Weekends", 10), ("Holidays", 10), ("Night hours", 11)]
    head(sheet, columns, styles, freeze_columns=2)
    chosen = {agent.id for agent in agents}
    rows = [
        (
            row.agent, row.name, _site(answer, row.site), row.contract, row.hours, row.leave_hours,
            row.least, row.most, row.days, row.weekends, row.holidays, row.night_hours,
        )
        for row in people(answer) if row.agent in chosen
    ]  # fmt: skip
    fill(sheet, rows, styles)


def _meetings(answer: Answer, agents: Sequence[Agent]) -> list[tuple[str, ...]]:
    """One row a meeting or decompression, on the agent's own clock; none where the roster has none."""
    told, rows = told_of(answer.result.roster), list[tuple[str, ...]]()
    for agent in agents:
        for one in told[agent.id]:
            start, end = local(one.start, agent.time_zone), local(one.end, agent.time_zone)
            what = one.activity.replace(":", " ", 1)
            rows.append((agent.id, agent.name, f"{start:%Y-%m-%d}", f"{start:%H:%M}", f"{end:%H:%M}", what))
    return rows


def _coverage(sheet: Worksheet, answer: Answer, styles: dict[str, Any]) -> None:
    """Half hours down, queues across: rostered minus required; red where short."""
    requirement, coverage = answer.requirement, answer.score.case.coverage
    head(sheet, [("Date", 12), ("Start", 8)], styles, freeze_columns=2)
    for column, queue in enumerate(requirement.queues, 2):
        sheet.write_string(0, column, queue, styles["head"])
    sheet.set_column(2, 1 + max(1, len(requirement.queues)), 13)
    surplus = coverage.assigned - coverage.required
    for row in range(requirement.intervals):
        at = local(answer.horizon.moment(row * requirement.interval_minutes), answer.horizon.time_zone)
        line(sheet, row + 1, (f"{at:%Y-%m-%d}", f"{at:%H:%M}"), styles)
        for column in range(len(requirement.queues)):
            sheet.write_number(row + 1, column + 2, decimal(float(surplus[column, row])), styles["hours"])
    area = (1, 2, max(1, requirement.intervals), 1 + max(1, len(requirement.queues)))
    sheet.conditional_format(*area, {"type": "cell", "criteria": "<", "value": -0.049, "format": styles["red"]})
    sheet.conditional_format(*area, {"type": "cell", "criteria": ">=", "value": 0.5, "format": styles["green"]})


def _cover(sheet: Worksheet, answer: Answer, styles: dict[str, Any]) -> None:
    columns = [("Duty", 44), ("Start", 18), ("End", 18), ("Required", 10), ("Assigned", 10), ("Short", 10)]
    head(sheet, columns, styles)
    zone, rows = answer.horizon.time_zone, answer.score.case.cover
    times = [[f"{local(moment, zone):%Y-%m-%d %H:%M}" for moment in (row.start, row.end)] for row in rows]
    cells = [(row.name, *at, row.required, row.assigned, row.short) for row, at in zip(rows, times, strict=True)]
    fill(sheet, cells, styles)
    area = (1, 5, max(1, len(rows)), 5)
    sheet.conditional_format(*area, {"type": "cell", "criteria": ">", "value": 0, "format": styles["red"]})


def _shortages(sheet: Worksheet, answer: Answer, styles: dict[str, Any]) -> None:
    columns = [("What", 34), ("Start", 18), ("End", 18), ("Agents short", 12), ("Agent-hours", 12), ("Points", 12)]
    head(sheet, [*columns, ("Why", 110)], styles)
    zone, rows = answer.horizon.time_zone, []
    for reason in answer.explanation.reasons:
        gap = reason.gap
        start, end = (f"{local(moment, zone):%Y-%m-%d %H:%M}" for moment in (gap.start, gap.end))
        rows.append((gap.name, start, end, gap.agents, gap.agent_hours, gap.points, reason.why))
    fill(sheet, rows, styles)
    found = answer.explanation
    if found.left_out:
        last = (found.rest, "", "", "", found.left_out_hours, found.left_out_points)
        line(sheet, len(rows) + 1, last, styles)


def _wishes(sheet: Worksheet, answer: Answer, agents: Sequence[Agent], styles: dict[str, Any]) -> None:
    columns = [("Agent", 10), ("Name", 22), ("Date", 12), ("Unmet wish", 18), ("Instead", 14), ("Points", 8)]
    head(sheet, columns, styles)
    chosen = {agent.id for agent in agents}
    rows = [
        (
            row.wish.agent, row.name, row.wish.day.isoformat(), f"{row.wish.wish} {row.wish.shift or ''}".strip(),
            row.worked or "off", row.wish.weight,
        )
        for row in unmet_wishes(answer) if row.wish.agent in chosen
    ]  # fmt: skip
    fill(sheet, rows, styles)


def _site(answer: Answer, site: str) -> str:
    return answer.operation.sites[site].name or site
