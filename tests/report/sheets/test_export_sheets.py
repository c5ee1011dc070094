"""The workbook reopened, and the lead's sheet."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from fake_answer import fake_answer
from python_calamine import CalamineWorkbook

from scheduler.judge import explain
from scheduler.operation import Headcount
from scheduler.report import Answer
from scheduler.report.sheets.leads import lead_sheet
from scheduler.report.sheets.workbook import workbook


@pytest.fixture(scope="module")
def answer() -> Answer:
    found = fake_answer()
    agents = tuple(
        replace(agent, name='=HYPERLINK("x")') if agent.id == "a001" else agent for agent in found.operation.agents
    )
    return replace(found, operation=replace(found.operation, agents=agents))


@pytest.fixture(scope="module")
def book(answer: Answer) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(workbook(answer, answer.operation.agents)))


def rows(book: CalamineWorkbook, sheet: str) -> list[list[object]]:
    return book.get_sheet_by_name(sheet).to_python()


def test_the_sheets(book: CalamineWorkbook) -> None:
    assert book.sheet_names == ["Roster", "Hours", "Coverage", "Cover", "Headcount", "Shortages", "Wishes"]


def test_the_grid_is_agents_by_days_on_their_own_clocks(book: CalamineWorkbook) -> None:
    head, first, second, third, fourth, *_ = rows(book, "Roster")
    assert head[:6] == ["Agent", "Name", "Site", "Clock", "Mon 21 Dec", "Tue 22 Dec"]
    assert first[:5] == ["a000", "Ana Ruiz", "Seattle", "America/Los_Angeles", "22:00-06:00 night"]
    assert second[1] == '=HYPERLINK("x")'  # text, not a formula
    assert third[3:5] == ["Europe/Madrid", "11:00-19:30 day"]
    assert fourth[4:] == ["leave"] * 7


def test_names_are_never_formulas(answer: Answer) -> None:
    assert b"<f>" not in workbook(answer, answer.operation.agents)
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(answer, answer.operation.agents)))
    assert rows(book, "Hours")[2][1] == '=HYPERLINK("x")'


def test_headcount_says_who_serves_a_skill(answer: Answer) -> None:
    day = answer.score.case.headcount[0].date
    wanted = (Headcount(day, "day", 3, 10, 0), Headcount(day, "day", 30, 10, 0, skill="general"))
    case = replace(answer.score.case, operation=replace(answer.operation, headcount=wanted))
    asked = replace(answer, score=replace(answer.score, case=case))
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(asked, answer.operation.agents)))
    _, everybody, skilled = rows(book, "Headcount")
    assert everybody[1:] == ["day", "", "", "", 3.0, 18.0, 0.0, 15.0, ""]
    assert skilled[3:9] == ["general", "", 30.0, 18.0, 12.0, 0.0]
    assert str(skilled[9]).startswith("a001, ")


def test_hours_are_numbers(book: CalamineWorkbook) -> None:
    head, first, *_ = rows(book, "Hours")
    assert dict(zip(head, first, strict=True)) == {
        "Agent": "a000", "Name": "Ana Ruiz", "Site": "Seattle", "Contract": "full", "Paid hours": 40.0,
        "Leave hours": 0.0, "Least": "", "Most": 40.0, "Shifts": 5.0, "Weekends": 0.0, "Holidays": 1.0,
        "Night hours": 40.0,
    }  # fmt: skip


def test_coverage_is_rostered_minus_required(answer: Answer, book: CalamineWorkbook) -> None:
    head, first, *others = rows(book, "Coverage")
    assert head == ["Date", "Start", "calls-en", "calls-es", "sms-en", "vet"]
    coverage = answer.score.case.coverage
    assert first[2] == pytest.approx(coverage.assigned[0, 0] - coverage.required[0, 0], abs=0.005)
    assert len(others) == 335


def test_shortages_carry_their_reasons(answer: Answer, book: CalamineWorkbook) -> None:
    found = rows(book, "Shortages")
    assert len(found) == 1 + len(answer.explanation.reasons) + bool(answer.explanation.left_out)
    assert str(found[1][6]) in answer.explanation.reasons[0].text


def test_some_agents_have_a_workbook_of_their_own(answer: Answer) -> None:
    here = [agent for agent in answer.operation.agents if agent.site == "barcelona"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(answer, here)))
    assert book.sheet_names == ["Roster", "Hours", "Wishes"]
    assert {row[2] for row in rows(book, "Roster")[1:]} == {"Barcelona"}


def test_the_same_roster_gives_the_same_bytes(answer: Answer) -> None:
    agents = answer.operation.agents
    assert workbook(answer, agents) == workbook(answer, agents)


def test_the_leads_sheet(answer: Answer) -> None:
    text = lead_sheet(answer.operation, answer.result.roster, answer.operation.agents).decode()
    found = list(csv.reader(io.StringIO(text)))
    head = ["agent", "name", "date", "weekday", "shift", "start", "end", "breaks", "site", "time_zone", "duties"]
    assert found[0] == head
    assert found[6] == [
        "a001", "'=HYPERLINK(\"x\")", "2026-12-21", "monday", "day", "08:30", "17:00",
        "10:30 rest; 12:30 lunch", "Seattle", "America/Los_Angeles", "",
    ]  # fmt: skip
    assert len(found) == 1 + len(answer.result.roster.duties)


def test_no_export_tells_why_someone_is_on_leave(answer: Answer, book: CalamineWorkbook) -> None:
    cells = {str(cell) for sheet in book.sheet_names for row in rows(book, sheet) for cell in row}
    assert not any("sick" in cell for cell in cells)


@pytest.mark.parametrize("worst", [2, 100_000])
def test_the_last_row_of_shortages_says_what_is_left_out(answer: Answer, worst: int) -> None:
    """Hours and points add up to those of the headline if that row is counted."""
    told = explain(answer.operation, answer.horizon, answer.requirement, answer.result.roster, worst)
    cut = replace(answer, explanation=told)
    found = rows(CalamineWorkbook.from_filelike(io.BytesIO(workbook(cut, answer.operation.agents))), "Shortages")[1:]
    short, cover = (answer.score.tallies[goal] for goal in ("short", "cover"))
    last = [row[0] for row in found if "not looked into" in str(row[0])]
    assert last == [told.rest] * bool(told.left_out)
    assert len(found) == len(told.reasons) + len(last)
    hours, points = (sum(float(str(row[column])) for row in found) for column in (4, 5))
    assert hours == pytest.approx(answer.score.short_agent_hours + cover.amount, abs=0.005 * len(found))
    assert points == pytest.approx(short.points + cover.points, abs=0.005 * len(found) + 1)
