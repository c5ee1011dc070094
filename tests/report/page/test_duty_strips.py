"""The strips of a duty on days on which clocks change: blocks lie under the hours of the clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from fake_answer import PLANNING, fake_answer

from scheduler.clock import Horizon
from scheduler.goals import Case
from scheduler.operation import Cover
from scheduler.report import Answer
from scheduler.report.page.strips import Block, cover_strips
from scheduler.roster import Held, Roster

SPRING, AUTUMN = date(2026, 3, 2), date(2026, 10, 26)
"""Mondays; clocks change on the Sundays after them."""
FULL = 100 / 24


@pytest.fixture(scope="module")
def answer() -> Answer:
    return fake_answer()


def blocks(answer: Answer, monday: date, hours: str, roster: Roster | None = None) -> list[Block]:
    cover = Cover(name="Nights", role="lead", on=("sunday",), hours=hours)
    operation, horizon = replace(answer.operation, cover=(cover,)), Horizon(monday, 1, PLANNING)
    case = Case(operation, horizon, answer.requirement, roster or Roster(()))
    score, result = replace(answer.score, case=case), replace(answer.result, roster=case.roster)
    [duty] = cover_strips(replace(answer, operation=operation, horizon=horizon, score=score, result=result))
    return [block for strip in duty.strips for block in strip.blocks]


@pytest.mark.parametrize(
    ("monday", "hours", "told"),
    [
        # the clock goes from 02:00 to 03:00: an hour of the axis stays empty, and the rest stands under its hours
        (SPRING, "00:00-06:00", [(0, 2, "00:00 PST–06:00 PDT"), (3, 3, "00:00 PST–06:00 PDT")]),
        # from 02:00 back to 01:00: seven hours on six of the axis
        (AUTUMN, "00:00-06:00", [(0, 2, "00:00 PDT–06:00 PST"), (1, 5, "00:00 PDT–06:00 PST")]),
        (AUTUMN, "18:00-24:00", [(18, 6, "18:00 PST–24:00")]),
        (date(2026, 12, 21), "18:00-24:00", [(18, 6, "18:00–24:00")]),
    ],
)
def test_blocks_lie_under_the_hours_of_the_clock(
    answer: Answer, monday: date, hours: str, told: list[tuple[int, int, str]]
) -> None:
    day = monday + timedelta(days=6)
    found = [(round(block.left / FULL, 6), round(block.width / FULL, 6), block.tip)
             for block in blocks(answer, monday, hours)]  # fmt: skip
    assert found == [(left, width, f"Sun {day:%d %b} {tip}: nobody on duty — 1 missing") for left, width, tip in told]


def test_an_open_hour_lies_over_the_held_one_of_the_same_name(answer: Answer) -> None:
    """01:00 to 02:00 comes twice: held the first time, open the second."""
    horizon = Horizon(AUTUMN, 1, PLANNING)
    start = horizon.moment(6 * 1440)
    shift = replace(answer.result.roster.duties[0], agent="a005", day=AUTUMN + timedelta(days=6), pauses=())
    shift = replace(shift, start=start, end=start + timedelta(hours=2))
    held = (Held("Nights", "", start, shift.end, "a005", "on_shift"),)
    found = blocks(answer, AUTUMN, "00:00-06:00", Roster((shift,), held=held))
    assert [(round(block.left / FULL, 6), round(block.width / FULL, 6), block.open) for block in found] == [
        (0, 2, False), (1, 5, True),
    ]  # fmt: skip
    assert [block.tip for block in found] == [
        "Sun 01 Nov 00:00 PDT–01:00 PST: Finn Lund (a005)",
        "Sun 01 Nov 01:00 PST–06:00 PST: nobody on duty — 1 missing",
    ]
