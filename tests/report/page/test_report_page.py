"""The page: self-contained, its names inert, its answers those of the files."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from fake_answer import fake_answer

from scheduler.operation import Headcount
from scheduler.report import Answer
from scheduler.report.page.index import embedded, page
from scheduler.report.page.strips import cover_strips
from scheduler.report.people import people, unmet_wishes


@pytest.fixture(scope="module")
def answer() -> Answer:
    return fake_answer()


@pytest.fixture(scope="module")
def text(answer: Answer) -> str:
    return page(answer).decode()


@pytest.fixture(scope="module")
def own(text: str) -> str:
    """The page without plotly's text."""
    return re.sub(r"<script>/\*\*\n\* plotly\.js.*?</script>", "", text, flags=re.DOTALL)


def test_plotly_is_within_once_and_nothing_is_fetched(text: str, own: str) -> None:
    assert text.count("* plotly.js v") == 1
    assert len(own) < len(text) / 4
    assert not re.findall(r"""(?:src|href)\s*=\s*["'](?!#|data:|simulation\.html")""", own)
    assert "@import" not in own
    assert "url(" not in own


def test_a_name_that_is_markup_stays_a_name(own: str) -> None:
    assert "<script>alert(1)" not in own
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in own
    assert "\\u003cscript\\u003ealert(1)" in own


def test_embedded_json_cannot_end_its_element() -> None:
    assert "<" not in embedded({"name": "</script><!--"})
    assert json.loads(embedded({"name": "</script>&\u2028"})) == {"name": "</script>&\u2028"}


def test_the_answers_come_in_order(own: str) -> None:
    questions = re.findall(r"<h2>([^<]*\?|Required against rostered)</h2>", own)
    assert questions == [
        "Are contacts served in time?",
        "Is every escalation covered?",
        "Where are we short, and why?",
        "Required against rostered",
        "Who works when?",
        "Is deferred work done in time?",
        "Who carries the weekends, the holidays and the hours?",
        "Whose wishes are kept?",
        "What does it cost?",
    ]


def test_every_section_names_its_file(own: str) -> None:
    sources = re.findall(r'<p class="source">From ([^<;:,]+)', own)
    for file in ("cover.csv", "coverage.csv", "headcount.csv", "roster.csv and activities.csv", "summary.json"):
        assert file in sources


def test_people_missing_by_shift_are_counted_where_it_is_short(answer: Answer) -> None:
    """Nothing is missing by interval where there are no queues: that must not read as if nobody were missing."""
    case = answer.score.case
    [row] = case.headcount
    without = replace(answer.score, short_agent_hours=0.0, required_agent_hours=0.0)
    for short in (0, 3):
        wanted = replace(row.wanted, agents=row.assigned + short)
        asked = replace(case, operation=replace(case.operation, headcount=(wanted,)))
        told = page(replace(answer, score=replace(without, case=asked))).decode()
        section = told.split('<section id="short"')[1].split("</section>")[0]
        assert "Nowhere" not in section
        assert (f'<b class="red">3</b> of {wanted.agents} people' in section) == (short == 3)
        assert ("All</b> people asked for by shift are there" in section) == (short == 0)


def test_who_serves_a_skill_is_told_beside_its_row(answer: Answer) -> None:
    """A minimum and an optimum are one row: 2 of 20 people are missing, not 1 of 19 and 2 of 20 more."""
    case = answer.score.case
    rows = tuple(Headcount(case.headcount[0].date, "day", wanted, 10, 0, skill="general") for wanted in (19, 20))
    asked = replace(case, operation=replace(case.operation, headcount=rows))
    told = page(replace(answer, score=replace(answer.score, case=asked))).decode()
    people = asked.headcount[0].agents
    assert len(people) == 18
    assert f"<td>{', '.join(people)}</td>" in told
    assert "<th>Who serves the skill</th>" in told
    assert '<b class="red">2</b> of 20 people asked for by shift' in told


def test_the_reason_against_leave_is_not_told(own: str) -> None:
    assert "sick" not in own


def test_open_hours_of_the_strips_are_those_of_the_cover_rows(answer: Answer) -> None:
    (duty,) = cover_strips(answer)
    assert duty.required_hours == 168
    assert duty.open_hours == sum(row.short_hours for row in answer.score.case.cover)
    widths = [block.width for strip in duty.strips for block in strip.blocks if block.open]
    assert sum(widths) / 100 * 24 == pytest.approx(duty.open_hours)
    assert all(sum(block.width for block in strip.blocks) == pytest.approx(100) for strip in duty.strips)


def test_an_open_stretch_says_nobody_and_a_held_one_says_who(answer: Answer) -> None:
    (duty,) = cover_strips(answer)
    first, second, *_ = duty.strips[0].blocks
    assert first.tip == "Mon 21 Dec 00:00–09:00: nobody on duty — 1 missing"
    assert second.tip.startswith("Mon 21 Dec 09:00–24:00: ")
    assert "(a010)" in second.tip


def test_people_carry_what_they_work(answer: Answer) -> None:
    found = {person.agent: person for person in people(answer)}
    night = found["a000"]  # five nights of eight hours, 22:00 to 06:00, Monday to Friday
    assert (night.hours, night.night_hours, night.days, night.weekends, night.holidays) == (40, 40, 5, 0, 1)
    assert found["a003"].days == 0
    assert (found["a001"].wishes_met, found["a002"].wishes_unmet, found["a003"].wishes_met) == (1, 1, 1)
    assert sum(person.hours for person in found.values()) * 60 == sum(
        duty.paid_minutes for duty in answer.result.roster.duties
    )


def test_unmet_wishes_say_what_was_worked_instead(answer: Answer) -> None:
    (row,) = unmet_wishes(answer)
    assert (row.wish.agent, row.wish.wish, row.wish.shift, row.worked) == ("a002", "work", "night", "day")


def test_a_roster_from_elsewhere_claims_no_bound(answer: Answer) -> None:
    told = page(replace(answer, solved=False)).decode()
    assert "A roster from elsewhere, recounted" in told
    assert "Solved in" not in told


def test_needless_hours_and_spread_stand_with_the_load(own: str) -> None:
    [load] = re.findall(r'<section id="load".*?</section>', own, flags=re.DOTALL)
    assert "Needless: 48.0 paid hours, 6 shifts that nothing asks for." in load
    assert "In 4 of 5 groups members carry different amounts" in load
    [table] = re.findall(r'<details id="sharing".*?</details>', load, flags=re.DOTALL)
    rows = [re.findall(r"<td[^>]*>([^<]*)</td>", row) for row in re.findall(r"<tr>(<td.*?)</tr>", table)]
    assert rows == [
        ["barcelona, full, general, en;es", "0", "1 to 3", "40", ""],
        ["seattle, full, general, en", "0 to 5", "1 to 3", "40", ""],
        ["seattle, full, general;vet, en", "0 to 5", "1 to 3", "40", ""],
        ["Escalation lead", "0 to 5", "1 to 3", "", "0"],
    ]
