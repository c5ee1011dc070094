"""Calendars: right instants in every client, one identity a shift, updates and cancellations."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from fake_answer import MONDAY, PLANNING, fake_operation, fake_roster
from icalendar import Calendar

from scheduler.clock import Horizon
from scheduler.errors import InputError
from scheduler.operation import Operation
from scheduler.report.calendars.calendars import calendars
from scheduler.report.calendars.file_names import file_names
from scheduler.report.calendars.timezone import changes, vtimezone
from scheduler.report.calendars.told import MEMORY, identity
from scheduler.roster import Roster

OPERATION = fake_operation()
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


def events(content: bytes) -> list[Any]:
    return [part for part in Calendar.from_ical(content).walk("VEVENT")]


def exported(
    roster: Roster,
    memory: bytes | None = None,
    now: datetime = NOW,
    operation: Operation = OPERATION,
    first: date = MONDAY,
) -> dict[str, bytes]:
    return calendars(operation, Horizon(first, 1, PLANNING), roster, operation.agents, memory, now)


@pytest.mark.parametrize("monday", ["2026-03-02", "2026-03-23", "2026-10-19", "2026-10-26", "2026-12-28"])
def test_instants_are_those_of_the_roster_in_weeks_of_a_clock_change(monday: str) -> None:
    roster = fake_roster(OPERATION, date.fromisoformat(monday))
    found = exported(roster, first=date.fromisoformat(monday))
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
    names = file_names(["../up", ".dot", "ñ/é", "a b"])
    assert list(names.values()) == ["%2E.%2Fup.ics", "%2Edot.ics", "%C3%B1%2F%C3%A9.ics", "a b.ics"]


def test_ids_that_file_systems_take_for_one_have_a_file_each_that_is_nobody_elses() -> None:
    """Before, `ana.ics` was Ana's where both were there, and ana's once Ana had left."""
    ids = ["Ana", "ana", "ANA", "ana-24d4b96f", "CON", "com1.x", "é" * 80, "é" * 79 + "è"]
    names = file_names(ids)
    assert names["ana"] == f"{sha256(b'ana').hexdigest()[:32]}.ics"  # `ana-24d4b96f` is somebody's id
    assert names["CON"] == f"CON-{sha256(b'CON').hexdigest()[:8]}.ics"
    assert len({name.casefold() for name in names.values()}) == len(ids)
    assert all(len(name) < 120 for name in names.values())
    assert file_names(["ana"])["ana"] == "ana.ics" not in file_names(["Ana", "ana"]).values()


def test_events_of_operations_and_scenarios_are_never_taken_for_one_another() -> None:
    """Before, `A01` of every operation had the same events, and so had a what-if."""
    hire = {"scenario": "hire"}
    others = [{}, {"id": "one"}, {"id": "two"}, {"name": "Another"}, hire, {"id": "one", **hire}]
    found = []
    for other in others:
        operation = replace(OPERATION, **other)  # type: ignore[arg-type]
        made = exported(fake_roster(operation), operation=operation)
        found.append({str(event["uid"]) for name, text in made.items() if name != MEMORY for event in events(text)})
    assert len(set().union(*found)) == sum(map(len, found)) == len(others) * len(fake_roster(OPERATION).duties)


def test_an_operation_with_an_id_may_change_its_name() -> None:
    named = replace(OPERATION, id="one")
    assert identity(named, "a", "2026-12-21", "shift") == identity(replace(named, name="x"), "a", "2026-12-21", "shift")


def test_a_scenarios_calendar_says_so() -> None:
    content = exported(fake_roster(OPERATION), operation=replace(OPERATION, scenario="hire"))["a001.ics"]
    assert str(events(content)[0]["summary"]) == "[scenario hire] day (Seattle)"
    assert b"X-WR-CALNAME:[scenario hire] Trust & Safety and Support: Ben O'Neil\r\n" in content


def test_the_name_of_a_calendar_is_escaped() -> None:
    operation = replace(OPERATION, name="Calls, mail; a\\b")
    content = exported(fake_roster(operation), operation=operation)["a001.ics"]
    assert b"X-WR-CALNAME:Calls\\, mail\\; a\\\\b: Ben O'Neil\r\n" in content


def test_another_week_in_the_same_folder_cancels_nothing_of_the_first() -> None:
    """Before, exporting the second week cancelled every shift of the first."""
    first = exported(fake_roster(OPERATION))
    following = MONDAY + timedelta(days=7)
    both = exported(fake_roster(OPERATION, following), first[MEMORY], LATER, first=following)
    told = events(both["a001.ics"])
    assert [str(event["status"]) for event in told] == ["CONFIRMED"] * 10
    assert told[:5] == events(first["a001.ics"])


def test_a_scenario_in_the_same_folder_cancels_nothing_of_the_plan() -> None:
    first = exported(fake_roster(OPERATION))
    what_if = replace(OPERATION, scenario="hire")
    both = events(exported(fake_roster(what_if), first[MEMORY], LATER, operation=what_if)["a001.ics"])
    assert [str(event["status"]) for event in both] == ["CONFIRMED"] * 10


def test_calendars_of_older_versions_are_cancelled() -> None:
    """Their memory knows no scenario, and their identities were those of every operation."""
    old = json.loads(exported(fake_roster(OPERATION))[MEMORY])
    for number, uid in enumerate(list(old)):
        old[f"{number}@old"] = {key: value for key, value in old.pop(uid).items() if key != "scenario"}
    second = exported(fake_roster(OPERATION), json.dumps(old).encode(), LATER)
    told = events(second["a001.ics"])
    assert Counter(str(event["status"]) for event in told) == {"CANCELLED": 5, "CONFIRMED": 5}
    assert {str(event["status"]) for event in told if "@old" in str(event["uid"])} == {"CANCELLED"}
    assert exported(fake_roster(OPERATION), second[MEMORY], LATER + timedelta(days=1)) == second


def test_a_memory_that_is_none_is_refused_in_words() -> None:
    with pytest.raises(InputError, match="not as it was written"):
        exported(fake_roster(OPERATION), b'{"a": 1}')


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
