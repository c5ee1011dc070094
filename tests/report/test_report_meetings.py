"""Meetings and decompression, told by name: on the page, in calendars, in the workbook and to leads; nobody is free."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from fake_answer import fake_answer
from icalendar import Calendar
from python_calamine import CalamineWorkbook

from scheduler.count.presence import spans_of
from scheduler.judge.explain.candidate import Candidates
from scheduler.judge.simulation.events import OFF
from scheduler.judge.simulation.shifts import stint_of
from scheduler.report.answer.answer import Answer
from scheduler.report.calendars.calendars import calendars
from scheduler.report.page.lanes import activity_kinds
from scheduler.report.sheets.leads import lead_sheet
from scheduler.report.sheets.workbook import workbook
from scheduler.roster import Activity


@pytest.fixture(scope="module")
def answer() -> Answer:
    """The fake roster; a001's first shift begins with half an hour of huddle and a quarter of decompression."""
    made = fake_answer()
    roster, rows = made.result.roster, list(made.result.roster.activities)
    place = next(number for number, row in enumerate(rows) if row.agent == "a001")
    begun, first = rows[place].start, rows[place]
    cuts = [begun + timedelta(minutes=minutes) for minutes in (0, 30, 45)]
    rows[place : place + 1] = [
        Activity("a001", cuts[0], cuts[1], "meeting:huddle"),
        Activity("a001", cuts[1], cuts[2], "decompression"),
        Activity("a001", cuts[2], first.end, first.activity),
    ]
    return replace(made, result=replace(made.result, roster=replace(roster, activities=tuple(rows))))


def test_the_page_has_a_colour_and_a_word_for_each(answer: Answer) -> None:
    kinds = {kind["name"]: kind for kind in activity_kinds(answer)}
    assert kinds["meeting:huddle"]["label"] == "meeting huddle"
    assert kinds["decompression"]["label"] == "decompression"
    colours = [kind["colour"] for name, kind in kinds.items() if not name.startswith("break:")]
    assert len(set(colours)) == len(colours)


def test_calendars_leads_and_workbook_name_them(answer: Answer) -> None:
    operation, roster = answer.operation, answer.result.roster
    now = datetime(2026, 11, 22, tzinfo=UTC)
    made = calendars(operation, answer.horizon, roster, operation.agents, None, now)
    [first, *_] = Calendar.from_ical(made["a001.ics"]).walk("VEVENT")
    assert str(first["description"]).startswith("08:30-09:00 meeting huddle\n09:00-09:15 decompression\n10:30-10:45")
    assert (
        "08:30 meeting huddle; 09:00 decompression; 10:30 rest"
        in lead_sheet(operation, roster, operation.agents).decode()
    )
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(answer, operation.agents)))
    told = book.get_sheet_by_name("Meetings").to_python()
    assert [row[3:] for row in told[1:]] == [
        ["08:30", "09:00", "meeting huddle"],
        ["09:00", "09:15", "decompression"],
    ]


def test_nobody_in_a_meeting_or_decompression_takes_contacts(answer: Answer) -> None:
    spans = spans_of(answer.operation, answer.horizon, answer.result.roster)
    span = next(one for one in spans if one.agent.id == "a001")
    stint = stint_of(span, 1, list(answer.operation.queues.values()), answer.horizon)
    at = 60.0 * span.start
    assert [(moment - at) / 60 for moment, kind, _ in stint.moves if kind == OFF] == [0]
    assert [(moment - at) / 60 for moment, _, _ in stint.moves][:2] == [0, 45]


def test_a_shortage_says_who_was_in_a_meeting(answer: Answer) -> None:
    agent = answer.operation.agent("a001")
    first = next(row for row in answer.result.roster.activities if row.agent == "a001")
    asked = Candidates(answer.operation, answer.horizon, answer.result.roster)
    assert asked.reason(agent, first.start, first.end, "queue:calls-en") == "in a meeting"
    after = first.end + timedelta(minutes=15)
    assert asked.reason(agent, first.end, after, "queue:calls-en") == "on decompression"
