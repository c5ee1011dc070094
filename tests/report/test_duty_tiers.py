"""Two tiers, a hand-over, a hole and a holder at work, in everything that tells of duties: exact output."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from icalendar import Calendar
from python_calamine import CalamineWorkbook
from tiers_case import ANA, FINN, HELD, NIGHT, STANDBY, tiers_answer

from scheduler.report import Answer
from scheduler.report.calendars.calendars import calendars
from scheduler.report.calendars.told import MEMORY
from scheduler.report.page.index import page
from scheduler.report.page.on_duty import on_duty
from scheduler.report.page.strips import cover_strips
from scheduler.report.rows import duty_rows
from scheduler.report.sheets.leads import lead_sheet
from scheduler.report.sheets.workbook import workbook
from scheduler.roster import Held

WHY = (
    "6 are able; at 18:00: 3 at work at other hours that day (Ana Ruiz, Finn Ruiz, Ana Lund), "
    "1 holds its tier primary then (Finn Lund), 1 at their maximum hours of the week (Finn O'Neil), "
    "1 there and not named for it (Ana O'Neil); "
    "6 are able; at 20:00: 3 at work at other hours that day (Ana Ruiz, Finn Ruiz, Ana Lund), "
    "2 at their maximum hours of the week (Finn Lund, Finn O'Neil), 1 holds its tier primary then (Ana O'Neil); "
    "6 are able; at 21:00: 4 at work at other hours that day (Ana Ruiz, Finn Lund, Finn Ruiz, Ana Lund), "
    "1 holds its tier primary then (Ana O'Neil), 1 at their maximum hours of the week (Finn O'Neil)"
)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def answer() -> Answer:
    return tiers_answer()


@pytest.fixture(scope="module")
def text(answer: Answer) -> str:
    return page(answer).decode()


def exported(answer: Answer, held: tuple[Held, ...] = HELD, memory: bytes | None = None) -> dict[str, bytes]:
    roster = replace(answer.result.roster, held=held)
    return calendars(answer.operation, answer.horizon, roster, answer.operation.agents, memory, NOW)


def told(content: bytes) -> list[tuple[str, str, str]]:
    """(title, start by UTC, text)."""
    events = [part for part in Calendar.from_ical(content).walk("VEVENT") if "location" not in part]
    rows = [(one["dtstart"].dt.astimezone(UTC), str(one["summary"]), str(one["description"])) for one in events]
    return [(title, f"{start:%d %H:%M}", text) for start, title, text in sorted(rows)]


def test_the_page_lists_tiers_as_cover_toml_does_with_the_hand_over(answer: Answer, text: str) -> None:
    [safety] = on_duty(answer)
    [window] = safety.windows
    assert [(row.clocks, row.tier, row.name, row.handover, row.working) for row in window.stretches] == [
        ("18:00–20:00", "primary", "Finn Lund", False, ""),
        ("19:45–20:00", "primary", "Ana O'Neil", True, ""),
        ("20:00–24:00", "primary", "Ana O'Neil", False, "20:00–22:30"),
        ("18:00–22:00", "backup", "", False, ""),
        ("22:00–24:00", "backup", "Ana Ruiz", False, ""),
    ]
    assert ([hole.reason for hole in safety.holes], safety.open_hours) == ([WHY], 4)
    section = text.split('<section id="on-duty"')[1].split("</section>")[0]
    shown = " ".join(re.sub(r"<[^>]*>", "", section).replace("&#39;", "'").split())
    assert shown.startswith(
        f'class="card"> Who is on duty? Safety 4 h open Tue 22 Dec 18:00–22:00 backup: nobody {WHY} '
        "Holders from Tue 22 Dec 18:00: primary Finn Lund Tue 22 Dec 18:00–24:00 "
        "18:00–20:00 primary: Finn Lund a005 19:45–20:00 primary: hand-over to Ana O'Neil a010 "
        "20:00–24:00 primary: Ana O'Neil a010 at work 20:00–22:30 18:00–22:00 backup: nobody "
        "22:00–24:00 backup: Ana Ruiz a000 From duty.csv"
    )
    assert section.count('class="turn') == 4  # a hand-over is nobody's turn: "now" and "next" leave it out


def test_strips_stand_tier_by_tier_and_name_the_holders(answer: Answer, text: str) -> None:
    found = cover_strips(answer)
    assert [(one.name, one.required_hours, one.open_hours) for one in found] == [
        ("Safety/primary", 6, 0), ("Safety/backup", 6, 4), ("Audit", 0, 0),
    ]  # fmt: skip
    primary, backup = ([block for strip in one.strips for block in strip.blocks] for one in found[:2])
    assert [(block.left, block.width, block.tip) for block in primary] == [
        (75, 25, "Tue 22 Dec 18:00–24:00: Finn Lund (a005), Ana O'Neil (a010)")
    ]
    assert [block.tip for block in backup] == [
        "Tue 22 Dec 18:00–22:00: nobody on duty — 1 missing", "Tue 22 Dec 22:00–24:00: Ana Ruiz (a000)",
    ]  # fmt: skip
    cover = text.split('<section id="cover"')[1].split("</section>")[0]
    assert re.findall(r'<span class="tally \w+">(.*?)</span>', cover) == [
        "all 6 h held", "4 h open of 6", "not due in this week",
    ]  # fmt: skip


def test_a_week_without_any_duty_due_says_so(answer: Answer) -> None:
    operation = replace(answer.operation, cover=answer.operation.cover[:1])
    without = replace(answer.score, case=replace(answer.score.case, operation=operation))
    text = page(replace(answer, operation=operation, score=without)).decode()
    cover = text.split('<section id="cover"')[1].split("</section>")[0]
    assert "No duty of cover.toml is due in this week." in cover
    assert "Yes." not in cover


def test_an_open_tier_has_its_own_reason_in_duty_csv(answer: Answer) -> None:
    assert [row[-1] for row in duty_rows(answer)] == [WHY, "", "", "", ""]


def test_calendars_tell_hand_overs_and_hours_at_work(answer: Answer) -> None:
    found = exported(answer)
    assert told(found[f"{ANA}.ics"]) == [
        ("Safety (primary), hand-over", "23 03:45", "hand-over"),
        ("Safety (primary)", "23 04:00", "on call, at work 20:00-22:30"),
    ]
    assert told(found[f"{FINN}.ics"]) == [("Safety (primary)", "23 02:00", "on call")]
    assert told(found[f"{NIGHT}.ics"]) == [("Safety (backup)", "23 06:00", "on shift")]
    assert told(found["duty-Safety.ics"]) == [
        ("Safety (backup): NOBODY", "23 02:00", "nobody is free"),
        ("Safety (primary): Finn Lund", "23 02:00", "on call"),
        ("Safety (primary), hand-over: Ana O'Neil", "23 03:45", "hand-over"),
        ("Safety (primary): Ana O'Neil", "23 04:00", "on call, at work 20:00-22:30"),
        ("Safety (backup): Ana Ruiz", "23 06:00", "on shift"),
    ]


def test_a_hand_over_that_is_no_more_leaves_the_places_as_they_were_told(answer: Answer) -> None:
    first = exported(answer)
    second = exported(answer, tuple(row for row in HELD if row.kind != "handover"), first[MEMORY])
    events = [one for one in Calendar.from_ical(second[f"{ANA}.ics"]).walk("VEVENT") if "location" not in one]
    states = {str(one["summary"]): (str(one["status"]), int(one["sequence"])) for one in events}
    assert states == {"Safety (primary), hand-over": ("CANCELLED", 1), "Safety (primary)": ("CONFIRMED", 0)}


def test_the_workbook_tells_tier_kind_and_reason(answer: Answer) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(answer, answer.operation.agents)))
    rows = book.get_sheet_by_name("Duty").to_python()
    assert [[row[1], row[4], row[6], row[7]] for row in rows[1:]] == [
        ["primary", "Finn Lund", "on call", ""],
        ["backup", "nobody", "on shift", WHY],
        ["primary", "Ana O'Neil", "hand-over", ""],
        ["primary", "Ana O'Neil", "on call, at work 20:00-22:30", ""],
        ["backup", "Ana Ruiz", "on shift", ""],
    ]


def test_the_leads_sheet_tells_tiers_hand_overs_and_hours_at_work(answer: Answer) -> None:
    """Finn sits in Barcelona: his evening in Los Angeles is a date later there, on which he works from 10:00."""
    text = lead_sheet(answer.operation, answer.result.roster, answer.operation.agents).decode()
    assert [(row[0], row[2], row[10]) for row in csv.reader(io.StringIO(text)) if "Safety" in row[10]] == [
        (NIGHT, "2026-12-22", "22:00-00:00 Safety (backup)"),
        (FINN, "2026-12-23", "03:00-05:00 Safety (primary), on call"),
        (ANA, "2026-12-22",
         "19:45-20:00 Safety (primary), hand-over; 20:00-00:00 Safety (primary), on call, at work 20:00-22:30"),
    ]  # fmt: skip


def test_where_nobody_is_named_the_strips_name_who_holds_standby_on_at_work(answer: Answer) -> None:
    roster = replace(answer.result.roster, held=None)
    primary = cover_strips(replace(answer, result=replace(answer.result, roster=roster)))[0]
    names = " ".join(block.tip for strip in primary.strips for block in strip.blocks)
    assert len(STANDBY) == 2
    assert all(f"({agent})" in names for agent in (FINN, ANA, NIGHT))
