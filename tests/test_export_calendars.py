"""Calendars: right instants in every client, one identity a shift, updates and cancellations."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from fake_answer import MONDAY, fake_operation, fake_roster
from icalendar import Calendar

from scheduler.report.calendars import MEMORY, calendars, file_names
from scheduler.report.timezone import changes, vtimezone
from scheduler.roster import Roster

OPERATION = fake_operation()
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


def events(content: bytes) -> list[Any]:
    return [part for part in Calendar.from_ical(content).walk("VEVENT")]


def exported(roster: Roster, memory: bytes | None = None, now: datetime = NOW) -> dict[str, bytes]:
    return calendars(OPERATION, roster, OPERATION.agents, memory, now)


@pytest.mark.parametrize("monday", ["2026-03-02", "2026-03-23", "2026-10-19", "2026-10-26", "2026-12-28"])
def test_instants_are_those_of_the_roster_in_weeks_of_a_clock_change(monday: str) -> None:
    roster = fake_roster(OPERATION, date.fromisoformat(monday))
    found = exported(roster)
    read = sorted(
        (name, event["dtstart"].dt.astimezone(UTC), event["dtend"].dt.astimezone(UTC))
        for name, content in found.items()
        if name != MEMORY
        for event in events(content)
    )
    assert read == sorted((f"{duty.agent}.ics", duty.start, duty.end) for duty in roster.duties)


def test_the_zone_is_told_by_yearly_rules() -> None:
    text = vtimezone("America/Los_Angeles", 2026, 2027).to_ical().decode()
    assert "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3\r\n" in text
    assert "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11\r\n" in text
    assert "DTSTART:20250309T020000\r\n" in text
    assert "RDATE" not in text
    madrid = vtimezone("Europe/Madrid", 2026, 2027).to_ical().decode()
    assert "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\n" in madrid
    assert "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n" in madrid


@pytest.mark.parametrize("name", ["America/Los_Angeles", "Europe/Madrid", "America/Phoenix", "Australia/Lord_Howe"])
def test_a_client_that_reads_only_the_rules_gets_the_offsets_of_the_zone(name: str) -> None:
    made = vtimezone(name, 2026, 2027).to_tz()
    moment = datetime(2026, 1, 1, 12)  # noqa: DTZ001 - wall time
    from scheduler.clock import zone

    for _ in range(2 * 365):
        assert moment.replace(tzinfo=made).utcoffset() == moment.replace(tzinfo=zone(name)).utcoffset()
        moment += timedelta(days=1)


def test_changes_of_the_clock_are_found_to_the_minute() -> None:
    spring, autumn = changes("Europe/Madrid", 2026, 2026)
    assert (spring.onset.isoformat(), spring.summer) == ("2026-03-29T02:00:00", True)
    assert (autumn.onset.isoformat(), autumn.summer) == ("2026-10-25T03:00:00", False)


def test_an_unchanged_export_is_the_same_to_the_byte() -> None:
    roster = fake_roster(OPERATION)
    first = exported(roster)
    assert exported(roster, first[MEMORY], LATER) == first


def test_a_moved_shift_keeps_its_identity_and_raises_its_sequence() -> None:
    roster = fake_roster(OPERATION)
    first = exported(roster)
    moved = replace(roster.duties[0], end=roster.duties[0].end - timedelta(hours=1))
    second = exported(replace(roster, duties=(moved, *roster.duties[1:])), first[MEMORY], LATER)
    old, new = (events(found["a000.ics"])[0] for found in (first, second))
    assert old["uid"] == new["uid"]
    assert (int(old["sequence"]), int(new["sequence"])) == (0, 1)
    assert new["dtstamp"].dt == LATER
    assert events(second["a000.ics"])[1] == events(first["a000.ics"])[1]


def test_a_shift_that_is_no_more_is_cancelled_once_and_comes_back() -> None:
    roster = fake_roster(OPERATION)
    first = exported(roster)
    without = replace(roster, duties=roster.duties[1:])
    second = exported(without, first[MEMORY], LATER)
    gone = events(second["a000.ics"])[0]
    assert (str(gone["status"]), int(gone["sequence"])) == ("CANCELLED", 1)
    third = exported(without, second[MEMORY], LATER + timedelta(days=1))
    assert third == second
    back = events(exported(roster, third[MEMORY], LATER)["a000.ics"])[0]
    assert (str(back["status"]), int(back["sequence"])) == ("CONFIRMED", 2)


def test_breaks_are_in_the_description_and_the_calendar_has_a_name() -> None:
    content = exported(fake_roster(OPERATION))["a001.ics"]
    event = events(content)[0]
    assert str(event["description"]) == "10:30-10:45 rest\n12:30-13:00 lunch (unpaid)"
    assert str(Calendar.from_ical(content)["x-wr-calname"]) == "Trust & Safety and Support: Ben O'Neil"
    assert str(event["summary"]) == "day (Seattle)"


def test_leave_is_not_told() -> None:
    assert not any(b"sick" in content for content in exported(fake_roster(OPERATION)).values())


def test_odd_ids_have_names_that_every_file_system_takes() -> None:
    ids = ("../up", ".dot", "Ana", "ana", "ñ/é", "a b")
    agents = tuple(replace(OPERATION.agents[0], id=name) for name in ids)
    names = file_names(replace(OPERATION, agents=agents))
    assert list(names.values()) == [
        "%2E.%2Fup.ics", "%2Edot.ics", "Ana.ics", "ana-24d4b96f.ics", "%C3%B1%2F%C3%A9.ics", "a b.ics",
    ]  # fmt: skip


def test_ends_in_the_second_pass_of_a_doubled_hour_are_told_in_utc() -> None:
    roster = fake_roster(OPERATION)
    start = datetime(2026, 11, 1, 0, 30, tzinfo=UTC)
    end = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)  # 01:30 in Seattle for the second time
    duty = replace(roster.duties[0], day=date(2026, 10, 31), start=start, end=end)
    event = events(exported(replace(roster, duties=(duty,)))["a000.ics"])[0]
    assert event["dtend"].to_ical() == b"20261101T093000Z"
    assert event["dtstart"].dt.astimezone(UTC) == start


def test_an_agent_without_shifts_has_an_empty_calendar() -> None:
    assert events(exported(fake_roster(OPERATION, MONDAY))["a003.ics"]) == []
