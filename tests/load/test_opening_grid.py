"""Opening hours off the grid: only open minutes are required, and only open minutes serve."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from tiny_workspace import FILES, MONDAY, tiny_workspace

from scheduler.clock import Horizon, local_minute
from scheduler.errors import InputError
from scheduler.judge import agreement, check, score
from scheduler.load import load
from scheduler.model import SolveSettings, solve
from scheduler.roster import Duty, Roster
from scheduler.staffing import staff


def opened(root: Path, hours: str, interval: int = 60, zone: str = "UTC", shift: str = "08:00") -> Path:
    """The tiny workspace with other hours of the queue; forecasts are one call of ten minutes an hour all week."""
    tiny_workspace(root)
    edits = {
        "config/queues.toml": ('"08:00-16:00", time_zone = "UTC"', f'"{hours}", time_zone = "{zone}"'),
        "config/operation.toml": ("interval_minutes = 60", f"interval_minutes = {interval}"),
        "config/shifts.toml": ("08:00", shift),
    }
    for name, (old, new) in edits.items():
        (root / name).write_text(FILES[name].replace(old, new), encoding="utf-8")
    rows = [f"calls,{MONDAY + timedelta(days=d)}T{h:02d}:00:00+00:00,60,1,600" for d in range(7) for h in range(24)]
    (root / "forecasts" / "calls.csv").write_text("\n".join(["queue,start,minutes,volume,handle_seconds", *rows, ""]))
    return root


@pytest.mark.parametrize(
    ("hours", "interval", "zone", "minutes"),
    [
        ("08:00-16:00", 60, "UTC", 60),
        ("08:30-16:30", 60, "UTC", 30),
        ("08:30-16:30", 30, "UTC", 30),
        ("08:15-16:00", 30, "UTC", 15),
        ("08:10-16:40", 30, "UTC", 10),
        ("22:00-05:20", 60, "UTC", 20),
        ("08:00-16:00", 60, "Asia/Kolkata", 30),
        ("08:00-16:00", 60, "Asia/Kathmandu", 15),
        ("08:00-16:00", 60, "America/Los_Angeles", 60),
    ],
)
def test_intervals_are_so_fine_that_queues_open_with_one(
    tmp_path: Path, hours: str, interval: int, zone: str, minutes: int
) -> None:
    operation = load(opened(tmp_path, hours, interval, zone))
    assert operation.interval_minutes == minutes
    told = [line for line in operation.warnings if "off the grid" in line]
    assert bool(told) == (minutes < interval)
    assert all(line.startswith("config/queues.toml:7: queue 'calls' opens or closes off the grid") for line in told)


@pytest.mark.parametrize(
    ("hours", "wrong", "right", "minutes"),
    [
        ("08:00-23:59", "23:59", "24:00", "1 minute"),
        ("08:07-16:00", "08:07", "08:10", "1 minute"),
        ("08:02-16:58", "08:02, 16:58", "08:00, 17:00", "2 minutes"),
        ("22:00-05:59", "05:59", "06:00", "1 minute"),
    ],
)
def test_hours_that_need_intervals_below_five_minutes_are_refused(
    tmp_path: Path, hours: str, wrong: str, right: str, minutes: str
) -> None:
    """One queue until 23:59 made 10,080 intervals a week of all queues."""
    with pytest.raises(InputError) as refused:
        load(opened(tmp_path, hours))
    needed = f"would need intervals of {minutes}, and 5 are the least; write {right}"
    assert str(refused.value) == f"config/queues.toml:7: queue 'calls' opens or closes at {wrong}, which {needed}"


def test_hours_until_midnight_are_written_as_24(tmp_path: Path) -> None:
    assert load(opened(tmp_path, "08:00-24:00")).interval_minutes == 60


def test_only_open_minutes_are_required(tmp_path: Path) -> None:
    """Open 08:30 to 16:30 on an hourly grid: one agent is wanted for 8 hours a day, and one who is there serves all.

    By whole intervals it was 9 hours, of which the same agent left one short. The rest of the day nobody is on calls.
    """
    operation, span = load(opened(tmp_path, "08:30-16:30", shift="08:30")), Horizon(MONDAY, 1, "UTC")
    wanted = staff(operation, span)
    assert wanted.required.sum() * wanted.interval_minutes / 60 == pytest.approx(7 * 8)
    result = solve(operation, span, wanted, SolveSettings(iterations=20))
    counted = score(operation, span, wanted, result.roster)
    assert not check(operation, span, result.roster)
    assert (counted.points["short"], counted.short_agent_hours) == (0, 0.0)
    assert not agreement(counted.points, result.believed).apart
    on_calls = [row for row in result.roster.activities if row.activity == "queue:calls"]
    assert {local_minute(row.start, "UTC") for row in on_calls} == {8 * 60 + 30}
    assert {local_minute(row.end, "UTC") for row in on_calls} == {16 * 60 + 30}


def test_who_leaves_as_the_queue_opens_serves_nothing(tmp_path: Path) -> None:
    """Open 09:30 to 10:00, everybody goes at 09:30: half an hour is short each day, and the solver knows it."""
    operation, span = load(opened(tmp_path, "09:30-10:00", shift="01:30")), Horizon(MONDAY, 1, "UTC")
    wanted = staff(operation, span)
    begin = span.start + timedelta(minutes=90)
    there = Roster((Duty("a1", MONDAY, "day", begin, begin + timedelta(hours=8), "home", 480),))
    assert score(operation, span, wanted, there).short_agent_hours == pytest.approx(7 * 0.5)
    result = solve(operation, span, wanted, SolveSettings(iterations=5))
    counted = score(operation, span, wanted, result.roster)
    assert counted.points["short"] == round(7 * 0.5 * 300)
    assert not agreement(counted.points, result.believed).apart
    assert not [row for row in result.roster.activities if row.activity == "queue:calls"]
    assert np.flatnonzero(wanted.open[0]).size == 7


def test_stretches_are_kept_on_intervals_finer_than_breaks(tmp_path: Path) -> None:
    """Open 08:10 to 16:10 with breaks on quarters: intervals of 10 minutes, pieces of 5: no number differs.

    One of three is there from 08:10 each day and stays on calls for an hour or more; nobody is on them before.
    """
    root = opened(tmp_path, "08:10-16:10", 30, shift="08:00")
    queues, shifts = root / "config/queues.toml", root / "config/shifts.toml"
    queues.write_text(queues.read_text() + "minimum_stretch_minutes = 60\n")
    lunch = '{ name = "lunch", minutes = 45, paid = false, between_hours = [3, 5] }'
    shifts.write_text(shifts.read_text() + f"breaks = [{lunch}]\n")
    operation, span = load(root), Horizon(MONDAY, 1, "UTC")
    wanted = staff(operation, span)
    result = solve(operation, span, wanted, SolveSettings(iterations=20))
    assert operation.interval_minutes == 10
    assert not check(operation, span, result.roster)
    assert not agreement(score(operation, span, wanted, result.roster).points, result.believed).apart
    on_calls = [row for row in result.roster.activities if row.activity == "queue:calls"]
    assert on_calls
    assert min(local_minute(row.start, "UTC") for row in on_calls) >= 8 * 60 + 10
    assert min(row.end - row.start for row in on_calls) >= timedelta(hours=1)
