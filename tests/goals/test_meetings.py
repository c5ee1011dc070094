"""Meetings: who is expected when, who counts as missing, and which meetings of a roster are none."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from load_case import broken
from small_case import MADRID, MONDAY, agent, case, doing, duty, horizon, operation, queue, roster

from scheduler.goals.meetings import Meetings
from scheduler.judge import check
from scheduler.load import load
from scheduler.operation import Leave, Meeting
from scheduler.operation.meeting_times import occasions

PEOPLE = [agent("A"), agent("B"), agent("C", site="barcelona"), agent("D", skills=("vet",))]


def workspace(**table):
    meeting = Meeting.model_validate({"id": "huddle", "minutes": 60, **table})
    return operation(PEOPLE, [queue("calls")], meetings={"huddle": meeting})


def missed(made, *rows):
    tally = Meetings().count(case(made, roster([duty("A", 0, 8)], [*rows, doing("A", 0, 22, 23, "idle")])))
    return tally.amount, tally.points


def expected(made):
    return {
        horizon().moment(min(start for spans in one.windows.values() for start, _ in spans)).isoformat()[:16]: sorted(
            one.windows
        )
        for one in occasions(made, horizon())
    }


def test_who_is_expected():
    assert expected(workspace(on=["tuesday"])) == {"2026-12-21T23:00": ["A", "B", "C", "D"]}
    assert expected(workspace(on=[MONDAY], site="seattle", skill="general")) == {"2026-12-21T08:00": ["A", "B"]}
    assert expected(workspace(on=["monday"], agents=["A", "C"], site="barcelona")) == {"2026-12-20T23:00": ["C"]}
    assert expected(workspace(on=["monday"], agents=["C"], together=True)) == {"2026-12-21T08:00": ["C"]}
    assert len(expected(workspace())) == 7
    assert len(expected(workspace(once=True))) == 1


def test_who_is_on_leave_or_not_employed_is_not_expected():
    made = workspace(on=["monday", "tuesday"], site="seattle", skill="general")
    away = replace(made, leave=(Leave("A", "holiday", MONDAY, MONDAY),))
    gone = [replace(one, last_day=MONDAY - timedelta(days=1)) if one.id == "B" else one for one in made.agents]
    assert list(expected(replace(away, agents=tuple(gone))).values()) == [["A"]]


def test_a_block_of_ones_own_is_attended_within_its_hours():
    made = workspace(on=["monday"], site="seattle", skill="general", between="13:00-16:00", weight=7)
    assert missed(made) == (2, 14)
    assert missed(made, doing("A", 0, 13, 14, "meeting:huddle")) == (1, 7)
    assert missed(made, doing("A", 0, 13, 13.75, "meeting:huddle")) == (2, 14)
    assert missed(made, doing("A", 0, 12.5, 13.5, "meeting:huddle")) == (2, 14)
    two = [doing("A", 0, 13, 14, "meeting:huddle"), doing("B", 0, 15, 16, "meeting:huddle")]
    assert missed(made, *two) == (0, 0)


def test_a_meeting_together_counts_the_time_at_which_most_attend():
    made = workspace(on=["monday"], between="09:00-16:00", together=True)
    early = [doing(name, 0, 9, 10, "meeting:huddle") for name in ("A", "B")]
    assert missed(made, *early) == (2, 40)
    assert missed(made, *early, doing("D", 0, 9.25, 10.25, "meeting:huddle")) == (2, 40)
    assert missed(made, *early, doing("D", 0, 9, 10, "meeting:huddle")) == (1, 20)


def test_once_in_a_week_any_of_its_days_will_do():
    made = workspace(once=True, agents=["A", "B"])
    assert missed(made, doing("A", 3, 9, 10, "meeting:huddle"), doing("A", 4, 9, 10, "meeting:huddle")) == (1, 20)


def test_a_roster_that_says_nothing_of_activities_is_a_note():
    tally = Meetings().count(case(workspace(), roster([duty("A", 0, 8)], breaks_known=False)))
    assert (tally.points, tally.notes) == (0, ("the roster says nothing of activities",))


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (doing("A", 0, 13, 14, "meeting:huddle"), None),
        (doing("A", 0, 13, 14, "meeting:hudle"), "A is at meeting 'hudle', which does not exist"),
        (doing("D", 0, 13, 14, "meeting:huddle"), "D is at meeting huddle, which does not invite the agent"),
        (doing("A", 0, 12, 13, "meeting:huddle"), "A is at meeting huddle outside its days and hours"),
        (doing("A", 1, 13, 14, "meeting:huddle"), "A is at meeting huddle outside its days and hours"),
    ],
)
def test_meetings_that_are_none_are_faults(row, says):
    made = workspace(on=["monday"], skill="general", between="13:00-16:00")
    found = [one.message for one in check(made, horizon(), roster([duty(row.agent, 0, 8)], [row]))]
    assert any(text.startswith(says) for text in found) if says else not any("meeting" in text for text in found)


def test_hours_past_midnight_and_a_night_of_clock_change():
    made = workspace(on=["saturday"], agents=["C"], between="22:00-03:00")
    [one] = occasions(made, horizon(MONDAY.replace(year=2026, month=3, day=23)))
    [(start, end)] = one.windows["C"]
    assert end - start == 4 * 60  # 2026-03-28 22:00 to 03:00, a spring night in Madrid
    assert made.agent("C").time_zone == MADRID


def test_a_workspace_with_meetings_is_read(tmp_path: Path):
    table = '[huddle]\nminutes = 30\non = ["tuesday", 2027-01-14]\nbetween = "13:00-16:00"\ntogether = true\n'
    scenario = "[meetings.huddle]\nminutes = 60\n"
    folder = broken(
        tmp_path, ("config/meetings.toml", "", table), ("config/scenarios/long.toml", "", scenario)
    )
    read = load(folder)
    assert read.meetings["huddle"].minutes == 30
    assert "config/meetings.toml" in read.inputs
    assert load(folder, scenario="long").meetings["huddle"].minutes == 60
