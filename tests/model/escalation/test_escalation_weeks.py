"""Weeks of clock changes and of Christmas, solved: `scheduler cover` against a recount of the files by minutes."""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from scheduler.cli import main
from scheduler.model.escalation import evening
from scheduler.model.escalation.lines import planning
from scheduler.model.whole import duties

PACIFIC, MADRID = "America/Los_Angeles", "Europe/Madrid"
WEEKS = [  # (Monday, zone that changes, hours of its night 22:00-06:00 of the change)
    ("2026-03-02", PACIFIC, 7),
    ("2026-03-23", MADRID, 7),
    ("2026-10-19", MADRID, 9),
    ("2026-10-26", PACIFIC, 9),
    ("2026-12-21", "", 8),
]
NIGHTS = {("Nights", "primary"): PACIFIC, ("Nights", "backup"): PACIFIC, ("Noches", ""): MADRID}
AT_WORK = ("Noches", "")
COVER = """[[cover]]
name = "Nights"
tiers = ["primary", "backup"]
role = { primary = "lead", backup = "backup" }
kind = "on_call"
hours = "22:00-06:00"
rest_after_hours = 4
max_in_a_row = 2

[[cover]]
name = "Noches"
role = "lead"
kind = "on_call"
hours = "22:00-06:00"
time_zone = "Europe/Madrid"
held_at_work = true
handover_minutes = 15

[[cover]]
name = "Desk"
role = "desk"
on = ["saturday", "sunday"]
hours = "10:00-14:00"
"""
FILES = {
    "config/operation.toml": 'name = "Two sites"\ntime_zone = "America/Los_Angeles"\nweek_starts = "monday"\n'
    "interval_minutes = 60\nshift_step_minutes = 60\nbreak_step_minutes = 15\n",
    "config/sites.toml": f'[seattle]\nname = "Seattle"\ntime_zone = "{PACIFIC}"\n\n'
    f'[madrid]\nname = "Madrid"\ntime_zone = "{MADRID}"\n',
    "config/shifts.toml": '[day]\nstart = "08:00"\nhours = 8\n\n[night]\nstart = "22:00"\nhours = 8\n',
    "config/contracts.toml": "[full]\nrest_hours = 11\ndays_off_together_week = 2\ndays_week = { min = 3, max = 5 }\n",
    "config/cover.toml": COVER,
    "config/agents.csv": "agent,name,site,contract,skills,languages,roles\n"
    + "".join(f"{name},{name},{site},full,general,en,lead;backup\n"
              for name, site in zip("ABCDEFHI", ["seattle", "madrid"] * 4, strict=True))
    + "G,Gil,seattle,full,general,en,desk\n",
}


@pytest.fixture(scope="module", params=WEEKS, ids=[week[0] for week in WEEKS])
def solved(request, tmp_path_factory):
    """(Monday, zone, hours, the report's folder, what `cover --json` prints)"""
    root, (monday, *rest) = tmp_path_factory.mktemp("weeks"), request.param
    saturday = (date.fromisoformat(monday) + timedelta(days=5)).isoformat()
    off = f"agent,kind,start,end\nG,vacation,{saturday},{saturday}\n"
    wanted = f"date,shift,agents,weight_under,weight_over\n{monday},night,1,100,1\n"
    for name, text in {**FILES, "forecasts/headcount.csv": wanted, "config/time_off.csv": off}.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    run, least = CliRunner(), pytest.MonkeyPatch()
    least.setattr(duties, "PLAN_BUDGET", 1.0)
    least.setattr(planning, "TURNS", 10)
    least.setattr(evening, "MOST", 10)
    done = run.invoke(main, ["solve", "-C", str(root), "--from", monday, "--deterministic", "--iterations", "10"])
    least.undo()
    assert done.exit_code == 0, done.output
    told = run.invoke(main, ["cover", f"reports/{monday}", "-C", str(root), "--json"])
    assert told.exit_code == 0, told.output
    return monday, *rest, root / "reports" / monday, json.loads(told.stdout)


def rows_of(folder, name):
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def minutes(row):
    """The minutes of a row, counted from 1970."""
    first, last = (round(datetime.fromisoformat(row[key]).timestamp() / 60) for key in ("start", "end"))
    return range(first, last)


def week_of(monday):
    """The minutes of the week on the clocks of the planning zone."""
    first = datetime.fromisoformat(monday).replace(tzinfo=ZoneInfo(PACIFIC))
    return range(round(first.timestamp() / 60), round((first + timedelta(days=7)).timestamp() / 60))


def at(minute, zone):
    return datetime.fromtimestamp(60 * minute, UTC).astimezone(ZoneInfo(zone))


def due(monday, duty):
    """The minutes at which a duty is due: the clock is read."""
    if duty in NIGHTS:
        return {minute for minute in week_of(monday) if not 6 <= at(minute, NIGHTS[duty]).hour < 22}
    clocks = ((minute, at(minute, PACIFIC)) for minute in week_of(monday))
    return {minute for minute, clock in clocks if clock.weekday() > 4 and 10 <= clock.hour < 14}


def held(folder, duty):
    """The minutes at which the named agent is there: at work, or standing by."""
    label = "/".join(part for part in duty if part)
    work = {(row["agent"], minute) for row in rows_of(folder, "roster.csv") for minute in minutes(row)}
    standing = {(row["agent"], minute) for row in rows_of(folder, "activities.csv")
                if row["activity"] == f"on_call:{label}" for minute in minutes(row)}  # fmt: skip
    there = work if duty not in NIGHTS else standing | work if duty == AT_WORK else standing
    return {minute for row in places(folder, duty) if row["agent"] for minute in minutes(row)
            if (row["agent"], minute) in there}  # fmt: skip


def places(folder, *duties):
    return [row for row in rows_of(folder, "duty.csv")
            if (row["cover"], row["tier"]) in duties and row["kind"] != "handover"]  # fmt: skip


def test_cover_agrees_with_a_recount_and_each_hole_has_its_reason(solved):
    monday, _, _, folder, told = solved
    assert told["findings"] == []
    assert sum(one["open"] for one in told["duties"]) >= 240  # on Saturday the only desk lead is away
    for one in told["duties"]:
        duty = one["cover"], one["tier"]
        wanted, there = due(monday, duty), held(folder, duty)
        assert (one["minutes"], one["held"]) == (len(wanted), len(wanted & there))
        assert one["open"] == len(wanted - there)
        assert Counter(minute for hole in one["holes"] for minute in minutes(hole)) == Counter(wanted - there)
        assert all(hole["reason"] for hole in one["holes"])
        assert one["two_places"] == []


def test_rows_tile_their_windows_and_open_ones_have_a_reason(solved):
    monday, _, _, folder, told = solved
    for one in told["duties"]:
        duty = one["cover"], one["tier"]
        assert Counter(minute for row in places(folder, duty) for minute in minutes(row)) == Counter(due(monday, duty))
        assert all(row["agent"] or row["reason"] for row in places(folder, duty))


def test_nobody_holds_two_places_at_a_minute(solved):
    *_, folder, _ = solved
    taken = Counter((row["agent"], minute) for row in places(folder, *NIGHTS) if row["agent"]
                    for minute in minutes(row))  # fmt: skip
    assert set(taken.values()) <= {1}


def test_the_night_of_the_change_has_its_elapsed_hours(solved):
    """The rows of one night, by the date on which it starts, have 7, 8 or 9 hours together."""
    monday, zone, hours, folder, _ = solved
    first, last = week_of(monday)[0], week_of(monday)[-1]
    for duty, own in NIGHTS.items():
        nights = Counter((at(minute, own) - timedelta(hours=12)).date()
                         for row in places(folder, duty) for minute in minutes(row))  # fmt: skip
        cut = {(at(edge, own) - timedelta(hours=12)).date() for edge in (first, last)}
        lengths = sorted(count for night, count in nights.items() if night not in cut)
        assert {*lengths} == {480, 60 * hours if own == zone else 480}
