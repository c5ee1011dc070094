"""Who is on duty: windows, hand-over times, and holes with their reasons, as the page tells them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from duty_case import at
from fake_answer import fake_answer
from held_case import held_answer, standby

from scheduler.model.escalation.dealing.naming import named
from scheduler.report import Answer
from scheduler.report.answer.badge import badge
from scheduler.report.page.index import page
from scheduler.report.page.on_duty import OnDuty, clocks, on_duty
from scheduler.report.page.strips import cover_strips
from scheduler.report.rows import why_open
from scheduler.roster import Held


@pytest.fixture(scope="module")
def answer() -> Answer:
    return held_answer()


@pytest.fixture(scope="module")
def section(answer: Answer) -> str:
    return page(answer).decode().split('<section id="on-duty"')[1].split("</section>")[0]


def told(duty: OnDuty) -> list[tuple[str, str, list[str]]]:
    return [
        (f"{window.day:%d}", window.clocks, [" ".join((row.clocks, row.tier, row.name)) for row in window.stretches])
        for window in duty.windows
    ]


def test_duties_with_holes_come_first(answer: Answer) -> None:
    """cover.toml names the standby first; the lead has holes."""
    assert [(duty.name, duty.open_hours) for duty in on_duty(answer)] == [
        ("Escalation lead", 21),
        ("Safety, nights", 0),
    ]


def test_windows_are_those_of_the_duty_with_holders_and_hand_over_times(answer: Answer) -> None:
    lead, nights = on_duty(answer)
    assert told(lead)[0] == (
        "21",
        "00:00–24:00",
        ["00:00–09:00  ", "09:00–17:30  Finn O'Neil", "17:30–22:30  Ana O'Neil", "22:30–24:00  Ana Ruiz"],
    )
    assert [day for day, _, _ in told(lead)] == ["21", "22", "23", "24", "25", "26", "27"]
    tiers = ["22:00–02:00 primary Ben O'Neil", "02:00–06:00 primary Chloé Lund", "22:00–06:00 backup Dan Ruiz"]
    assert told(nights) == [("21", "22:00–06:00", tiers)]


def test_open_hours_are_those_of_the_strips(answer: Answer) -> None:
    """duty.csv and cover.csv are counted apart."""
    strips = {duty.name: duty.open_hours for duty in cover_strips(answer)}
    lead = on_duty(answer)[0]
    assert strips[lead.name] == lead.open_hours == sum(row.hours for row in lead.holes)


def test_a_hole_has_the_reasons_of_all_its_hours(answer: Answer) -> None:
    """Until 06:00 no shift begins; from then on people work at other hours."""
    first = on_duty(answer)[0].holes[0]
    assert (first.day, first.clocks, first.agent) == (date(2026, 12, 21), "00:00–09:00", "")
    assert first.reason == (
        "6 are able; at 00:00: 4 no shift at that hour (Ana Ruiz, Ana O'Neil, Finn Ruiz, Finn O'Neil), "
        "2 at their maximum hours of the week (Finn Lund, Ana Lund); "
        "6 are able; at 06:00: 4 at work at other hours that day (Ana Ruiz, Ana O'Neil, Finn Ruiz, Finn O'Neil), "
        "2 at their maximum hours of the week (Finn Lund, Ana Lund)"
    )


def test_a_row_outside_every_window_is_a_window_of_its_own(answer: Answer) -> None:
    """duty.csv may be edited; what it says is shown."""
    roster = replace(answer.result.roster, held=(standby("", 20, 21, "a001"),))
    [duty] = on_duty(replace(answer, result=replace(answer.result, roster=roster)))
    assert told(duty) == [("22", "12:00–13:00", ["12:00–13:00  Ben O'Neil"])]


def with_rows(*held: Held) -> Answer:
    """The fake answer with rows of duty.csv."""
    answer = fake_answer()
    roster = replace(answer.result.roster, held=held)
    return replace(answer, result=replace(answer.result, roster=roster))


@pytest.fixture(scope="module")
def right() -> tuple[Held, ...]:
    answer = fake_answer()
    return named(answer.operation, answer.horizon, answer.result.roster)


@pytest.fixture(scope="module")
def blank(right: tuple[Held, ...]) -> Answer:
    """Every holder of the lead is taken out of duty.csv."""
    return with_rows(*(replace(row, agent="") for row in right))


def test_holders_named_are_compared_with_the_count_in_every_answer(blank: Answer, right: tuple[Held, ...]) -> None:
    """The lead is due 168 h. People are there for 147 h of it, as the count says, and nobody is named."""
    assert with_rows(*right).held_otherwise == ""
    assert blank.held_otherwise == (
        "the holders named leave 10,080 minutes of duties open and the count 1,260: please report"
    )
    at_its_bound = [
        replace(one, result=replace(one.result, bound=float(one.score.objective))) for one in (with_rows(*right), blank)
    ]
    assert [one.status for one in at_its_bound] == ["optimal", "feasible"]
    assert blank.held_otherwise in badge(blank)


def test_the_page_says_no_where_nobody_is_named(blank: Answer) -> None:
    cover = page(blank).decode().split('<section id="cover"')[1].split("</section>")[0]
    told = "168 of 168 agent-hours have nobody who is named in duty.csv and can hold the duty."
    assert told in " ".join(cover.split())


def test_midnight_ends_a_day_and_begins_one() -> None:
    zone = "America/Los_Angeles"
    midnight, six = datetime(2026, 12, 22, 8, tzinfo=UTC), datetime(2026, 12, 22, 14, tzinfo=UTC)
    assert (clocks(midnight, six, zone), clocks(six, datetime(2026, 12, 23, 8, tzinfo=UTC), zone)) == (
        "00:00–06:00",
        "06:00–24:00",
    )


def test_the_page_shows_holes_unfolded_and_folds_what_is_held(section: str) -> None:
    lead, nights = section.split('<div class="held-by')[1:]
    shown = re.sub(r"<details.*?</details>", "", lead, flags=re.DOTALL)
    assert re.findall(r"<li><b>(.*?)</b>", shown) == [
        "Mon 21 Dec 00:00–09:00: nobody", "Wed 23 Dec 18:00–22:00: nobody", "Thu 24 Dec 18:00–22:00: nobody",
    ]  # fmt: skip
    assert "6 are able; at 00:00: 4 no shift at that hour" in shown
    assert "<summary>3 more open</summary>" in lead
    assert '<span class="tally red">21 h open</span>' in shown
    assert nights.partition("<details")[0].partition(">")[2].strip() == ""
    both = "from Mon 21 Dec 22:00: primary Ben O&#39;Neil, backup Dan Ruiz"
    assert f'<b>Safety, nights</b> <span class="now">{both}</span>' in nights
    assert 'data-start="2026-12-22T06:00:00+00:00"' in nights
    assert '<b>22:00–02:00</b> primary: Ben O&#39;Neil <span class="id">a001</span>' in nights


def test_the_first_screen_names_holders_before_anything_else_of_duty(answer: Answer) -> None:
    main = page(answer).decode().partition("<main")[2]
    ids = re.findall(r'<section (?:id|class)="([\w-]+)', main)
    assert ids[:4] == ["figures", "service", "on-duty", "cover"]


def test_without_duty_csv_nobody_is_named() -> None:
    text = page(fake_answer()).decode()
    assert 'id="on-duty"' not in text
    assert 'href="#on-duty"' not in text


def test_reasons_that_differ_in_their_hour_alone_are_one() -> None:
    def gap(start: int, why: str) -> SimpleNamespace:
        return SimpleNamespace(gap=SimpleNamespace(name="Lead", start=at(start), end=at(start + 1)), why=why)

    told = [gap(8, "1 is able; at 08:00: 1 on standby (A)"), gap(9, "1 is able; at 09:00: 1 on a break (A)"),
            gap(10, "1 is able; at 10:00: 1 on standby (A)")]  # fmt: skip
    asked: Any = SimpleNamespace(explanation=SimpleNamespace(covers=told))
    row = Held("Lead", "", at(8), at(11), "", "on_call")
    assert why_open(asked, row) == "1 is able; at 08:00: 1 on standby (A); 1 is able; at 09:00: 1 on a break (A)"
