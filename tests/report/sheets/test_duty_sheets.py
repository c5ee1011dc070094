"""Duties by name in the workbook and in the lead's sheet."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date, datetime
from zipfile import ZipFile

import pytest
from fake_answer import fake_answer
from held_case import held_answer, standby
from python_calamine import CalamineWorkbook

from scheduler.report import Answer
from scheduler.report.rows import duty_rows
from scheduler.report.sheets.leads import lead_sheet
from scheduler.report.sheets.workbook import workbook


@pytest.fixture(scope="module")
def answer() -> Answer:
    return held_answer()


@pytest.fixture(scope="module")
def rows(answer: Answer) -> list[list[object]]:
    return sheet(workbook(answer, answer.operation.agents))


def sheet(content: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Duty").to_python()


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute)  # noqa: DTZ001 - a cell has no zone


def lead_rows(answer: Answer) -> dict[tuple[str, str], list[str]]:
    """(agent, date) -> shift, start, end, site and duties."""
    text = lead_sheet(answer.operation, answer.result.roster, answer.operation.agents).decode()
    return {(row[0], row[2]): [*row[4:7], row[8], row[10]] for row in csv.reader(io.StringIO(text))}


def test_the_sheet_is_duty_csv_with_names_and_real_instants(answer: Answer, rows: list[list[object]]) -> None:
    assert rows[0] == ["Duty", "Tier", "Start", "End", "Name", "Agent", "Kind", "Reason"]
    assert len(rows) == 1 + len(list(duty_rows(answer)))
    held = ["Escalation lead", "", at(21, 9), at(21, 17, 30), "Finn O'Neil", "a025", "on shift", ""]
    assert rows[5] == held
    assert rows[1] == ["Safety, nights", "primary", at(21, 22), at(22, 2), "Ben O'Neil", "a001", "on call", ""]


def test_an_open_place_names_nobody_and_its_reason(answer: Answer, rows: list[list[object]]) -> None:
    first = rows[4]  # midnight is read back as a date
    assert first[:7] == ["Escalation lead", "", date(2026, 12, 21), at(21, 9), "nobody", "", "on shift"]
    assert str(first[7]).startswith("6 are able; at 00:00: 4 no shift at that hour (Ana Ruiz, ")
    assert "; 6 are able; at 06:00: " in str(first[7])


def test_open_places_are_red(answer: Answer) -> None:
    with ZipFile(io.BytesIO(workbook(answer, answer.operation.agents))) as book:
        text = book.read("xl/worksheets/sheet3.xml").decode()
    assert '<formula>AND($A2&lt;&gt;"",$F2="")</formula>' in text


def test_figures_are_written_as_short_as_they_are() -> None:
    """Before, the file said -0.07000000000000001."""
    found = fake_answer()
    with ZipFile(io.BytesIO(workbook(found, found.operation.agents))) as book:
        text = "".join(book.read(name).decode() for name in book.namelist() if "sheets/sheet" in name)
    figures = re.findall(r"<v>(-?\d+\.\d+)</v>", text)
    assert len(figures) > 100
    assert all(len(figure.partition(".")[2]) <= 2 for figure in figures)


def test_some_agents_have_their_duties_only_and_no_holes(answer: Answer) -> None:
    some = [agent for agent in answer.operation.agents if agent.id in ("a001", "a004")]
    assert [row[5] for row in sheet(workbook(answer, some))[1:]] == ["a001"]


def test_without_duty_csv_there_is_no_such_sheet() -> None:
    found = fake_answer()
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(found, found.operation.agents)))
    assert "Duty" not in book.sheet_names


def test_a_shift_says_what_is_held_in_it_on_the_agents_clock(answer: Answer) -> None:
    """Two rows of duty.csv that meet at midnight are one turn of the night shift that begins before."""
    found = lead_rows(answer)
    night = ["night", "22:00", "06:00", "Seattle", "22:00-06:00 Escalation lead"]
    assert found["a000", "2026-12-22"] == [*night[:4], "22:30-06:00 Escalation lead"]
    assert found["a000", "2026-12-23"] == night
    day = found["a020", "2026-12-22"]  # works in Barcelona: 06:00 in Los Angeles is 15:00
    assert day == ["day", "13:30", "22:00", "Barcelona", "15:00-22:00 Escalation lead"]


def test_a_day_of_standby_alone_has_a_row(answer: Answer) -> None:
    """Dan is on leave, works no shift and yet is the backup; before, no row of the sheet told of standby."""
    found = lead_rows(answer)
    dan = ["", "", "", "Seattle", "22:00-06:00 Safety, nights (backup), on call"]
    assert found["a003", "2026-12-21"] == dan
    assert len([key for key in found if key[0] == "a003"]) == 1


def test_standby_stands_beside_the_shift_of_its_date(answer: Answer) -> None:
    """Ben works on the 21st until 17:00, and is on call from 22:00."""
    assert lead_rows(answer)["a001", "2026-12-21"] == [
        "day", "08:30", "17:00", "Seattle", "22:00-02:00 Safety, nights (primary), on call",
    ]  # fmt: skip


def test_two_duties_of_a_day_are_told_by_start(answer: Answer) -> None:
    rows = (standby("primary", 6, 8, "a003"), replace(standby("", 0, 6, "a003"), cover="=1+1"))
    roster = replace(answer.result.roster, held=rows)
    told = lead_rows(replace(answer, result=replace(answer.result, roster=roster)))
    assert told["a003", "2026-12-21"][4] == "16:00-22:00 =1+1, on call; 22:00-00:00 Safety, nights (primary), on call"
