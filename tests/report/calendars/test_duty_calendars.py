"""Duties in calendars: one event a row in the holder's, one calendar a duty, updates and cancellations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from fake_answer import MONDAY, PLANNING, fake_roster
from held_case import HELD, held_answer, standby
from icalendar import Calendar

from scheduler.clock import Horizon
from scheduler.operation import Operation
from scheduler.report.calendars.calendars import calendars
from scheduler.report.calendars.told import MEMORY
from scheduler.roster import Held, Roster

ANSWER = held_answer()
OPERATION, ROSTER = ANSWER.operation, ANSWER.result.roster
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
NIGHTS = "duty-Safety, nights.ics"


def exported(
    held: Iterable[Held] | None = ROSTER.held,
    memory: bytes | None = None,
    now: datetime = NOW,
    operation: Operation = OPERATION,
    roster: Roster = ROSTER,
    first: date = MONDAY,
) -> dict[str, bytes]:
    roster = replace(roster, held=None if held is None else tuple(held))
    return calendars(operation, Horizon(first, 1, PLANNING), roster, operation.agents, memory, now)


def duties(content: bytes) -> list[Any]:
    return [part for part in Calendar.from_ical(content).walk("VEVENT") if "location" not in part]


def told(content: bytes) -> list[tuple[str, str, str, int]]:
    """(title, start by UTC, status, sequence)."""
    return sorted(
        (
            str(event["summary"]),
            f"{event['dtstart'].dt.astimezone(UTC):%d %H:%M}",
            str(event["status"]),
            int(event["sequence"]),
        )
        for event in duties(content)
    )


def test_each_row_is_an_event_of_its_holder_on_the_holders_clock() -> None:
    """Standby as well, also of who is on leave; before, no calendar told of it."""
    found = exported()
    held = sorted((f"{row.agent}.ics", row.start, row.end) for row in ROSTER.held or () if row.agent)
    read = sorted(
        (name, event["dtstart"].dt.astimezone(UTC), event["dtend"].dt.astimezone(UTC))
        for name, content in found.items()
        if name != MEMORY and not name.startswith("duty-")
        for event in duties(content)
    )
    assert read == held
    assert told(found["a003.ics"]) == [("Safety, nights (backup)", "22 06:00", "CONFIRMED", 0)]
    [chloe] = duties(found["a002.ics"])  # in Barcelona
    assert chloe["dtstart"].to_ical() == b"20261222T110000"
    assert (str(chloe["description"]), str(chloe["transp"])) == ("on call, at work", "OPAQUE")


def test_each_duty_has_a_calendar_with_its_holders_and_holes() -> None:
    found = exported()
    assert sorted(name for name in found if name.startswith("duty-")) == ["duty-Escalation lead.ics", NIGHTS]
    assert told(found[NIGHTS]) == [
        ("Safety, nights (backup): Dan Ruiz", "22 06:00", "CONFIRMED", 0),
        ("Safety, nights (primary): Ben O'Neil", "22 06:00", "CONFIRMED", 0),
        ("Safety, nights (primary): Chloé Lund", "22 10:00", "CONFIRMED", 0),
    ]
    assert {str(event["transp"]) for event in duties(found[NIGHTS])} == {"TRANSPARENT"}
    assert duties(found[NIGHTS])[0]["dtstart"].params["TZID"] == PLANNING
    assert b"X-WR-CALNAME:Trust & Safety and Support: Safety\\, nights\r\n" in found[NIGHTS]
    lead = told(found["duty-Escalation lead.ics"])
    assert lead.count(("Escalation lead: NOBODY", "24 02:00", "CONFIRMED", 0)) == 1
    assert sum(title.endswith("NOBODY") for title, *_ in lead) == 6


def test_an_open_place_has_its_reason() -> None:
    hole = replace(standby("primary", 6, 14, ""), reason="1 on leave")
    [event] = duties(exported([hole])[NIGHTS])
    assert (str(event["summary"]), str(event["description"])) == ("Safety, nights (primary): NOBODY", "1 on leave")


def test_every_event_has_an_identity_of_its_own() -> None:
    """Two turns of one agent on one date, and one duty in two calendars, are told apart."""
    rows = [standby("", 6, 8, "a001"), standby("", 8, 10, "a002"), standby("", 10, 14, "a001")]
    found = exported(rows)
    uids = [
        str(part["uid"])
        for name, content in found.items()
        if name != MEMORY
        for part in Calendar.from_ical(content).walk("VEVENT")
    ]
    assert len(uids) == len({*uids}) == len(ROSTER.duties) + 2 * len(rows)


def test_an_unchanged_export_is_the_same_to_the_byte() -> None:
    first = exported()
    assert exported(memory=first[MEMORY], now=NOW + timedelta(days=1)) == first


def test_a_moved_hand_over_updates_and_a_new_holder_cancels() -> None:
    backup, early, late = HELD
    first = exported(HELD)
    hour = timedelta(hours=1)
    moved = (backup, replace(early, end=early.end + hour), replace(late, agent="a004", start=late.start + hour))
    second = exported(moved, first[MEMORY], NOW + timedelta(days=1))
    assert told(second["a001.ics"]) == [("Safety, nights (primary)", "22 06:00", "CONFIRMED", 1)]
    assert told(second["a002.ics"]) == [("Safety, nights (primary)", "22 10:00", "CANCELLED", 1)]
    assert told(second["a003.ics"]) == [("Safety, nights (backup)", "22 06:00", "CONFIRMED", 0)]
    assert told(second["a004.ics"]) == [("Safety, nights (primary)", "22 11:00", "CONFIRMED", 0)]
    assert told(second[NIGHTS]) == [
        ("Safety, nights (backup): Dan Ruiz", "22 06:00", "CONFIRMED", 0),
        ("Safety, nights (primary): Ben O'Neil", "22 06:00", "CONFIRMED", 1),
        ("Safety, nights (primary): Chloé Lund", "22 10:00", "CANCELLED", 1),
        ("Safety, nights (primary): Eva O'Neil", "22 11:00", "CONFIRMED", 0),
    ]


def test_a_duty_that_is_asked_no_more_is_cancelled_in_its_own_calendar() -> None:
    first = exported()
    without = replace(OPERATION, cover=OPERATION.cover[1:])
    held = [row for row in ROSTER.held or () if row not in HELD]
    second = exported(held, first[MEMORY], operation=without)
    assert {status for _, _, status, _ in told(second[NIGHTS])} == {"CANCELLED"}
    assert {status for _, _, status, _ in told(second["duty-Escalation lead.ics"])} == {"CONFIRMED"}


def test_a_roster_that_names_nobody_leaves_duties_as_they_were_told() -> None:
    first = exported()
    second = exported(None, first[MEMORY])
    assert second["a003.ics"] == first["a003.ics"]
    assert second[MEMORY] == first[MEMORY]
    assert NIGHTS not in second


def test_another_week_in_the_same_folder_cancels_no_duty_of_the_first() -> None:
    first = exported()
    following = MONDAY + timedelta(days=7)
    both = exported((), first[MEMORY], roster=fake_roster(OPERATION, following), first=following)
    assert told(both[NIGHTS]) == told(first[NIGHTS])
    assert told(both["a003.ics"]) == told(first["a003.ics"])


def test_some_agents_are_told_of_their_duties_and_no_duty_gets_a_calendar() -> None:
    some = [agent for agent in OPERATION.agents if agent.id == "a003"]
    found = calendars(OPERATION, Horizon(MONDAY, 1, PLANNING), ROSTER, some, None, NOW)
    assert sorted(found) == [MEMORY, "a003.ics"]
    assert told(found["a003.ics"]) == [("Safety, nights (backup)", "22 06:00", "CONFIRMED", 0)]


def test_a_what_if_says_so() -> None:
    found = exported(operation=replace(OPERATION, scenario="hire"))
    assert told(found["a003.ics"])[0][0] == "[scenario hire] Safety, nights (backup)"
    assert told(found[NIGHTS])[0][0] == "[scenario hire] Safety, nights (backup): Dan Ruiz"
