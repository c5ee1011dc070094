"""Duties, shifts and breaks off the grid: intervals are then so fine that model and count see the same minutes."""

from __future__ import annotations

from pathlib import Path

import pytest
from tiny_workspace import MONDAY

from scheduler.clock import Horizon
from scheduler.judge import agreement, check, score
from scheduler.load import load
from scheduler.model import SolveSettings, solve
from scheduler.operation import Operation
from scheduler.staffing import staff

ROOT = Path(__file__).parents[3]


def workspace(root: Path, interval: int, duty: str, shift: str, step: int = 15, zone: str = "UTC") -> Operation:
    """One lead who works on one day of the week, and a duty that is due on Monday; `zone` is the lead's."""
    role = "" if "role =" in duty else 'role = "lead"\n'
    files = {
        "config/operation.toml": f'name = "Tiny"\ntime_zone = "UTC"\nweek_starts = "monday"\n'
        f"interval_minutes = {interval}\nshift_step_minutes = 30\nbreak_step_minutes = {step}\n",
        "config/sites.toml": f'[home]\ntime_zone = "{zone}"\n',
        "config/shifts.toml": f"[day]\n{shift}",
        "config/contracts.toml": "[full]\ndays_week = { min = 1, max = 1 }\n",
        "config/agents.csv": "agent,site,contract,skills,languages,roles\na1,home,full,,,lead\n",
        "config/cover.toml": f'[[cover]]\nname = "lead"\n{role}on = ["monday"]\n{duty}',
        "forecasts/headcount.csv": f"date,shift,agents,weight_under,weight_over\n{MONDAY},day,0,1,0\n",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return load(root)


def points(operation: Operation) -> tuple[int, float, float]:
    """Points of cover as counted and as the model believed them, and the bound; no other goal costs anything."""
    span = Horizon(MONDAY, 1, "UTC")
    wanted = staff(operation, span)
    result = solve(operation, span, wanted, SolveSettings(iterations=30, time_limit=5))
    counted = score(operation, span, wanted, result.roster)
    assert not check(operation, span, result.roster)
    assert agreement(counted.points, result.believed).agrees, (counted.points, result.believed)
    return counted.points["cover"], result.believed["cover"], result.bound


def lunch(minutes: int, hours: float) -> str:
    return f'breaks = [{{ name = "lunch", minutes = {minutes}, between_hours = [{hours}, {hours}] }}]\n'


def duty(hours: str, **more: object) -> str:
    rows = "".join(f"{key} = {str(value).lower() if value is True else repr(value)}\n" for key, value in more.items())
    return f'hours = "{hours}"\n{rows}'


DAY = 'start = "08:00"\nhours = 8\n'


def test_one_person_on_standby_is_not_two_for_half_an_interval(tmp_path: Path) -> None:
    """Two are wanted on call from 20:00 to 22:15, there is one: 2.25 hours are open, 225,000 points.

    In the interval of 30 minutes from 22:00 on, 30 agent-minutes are wanted, and one person was there for 30.
    """
    made = workspace(tmp_path, 30, duty("20:00-22:15", kind="on_call", agents=2), DAY)
    assert made.interval_minutes == 15
    assert points(made) == (225_000, 225_000, 225_000)


def test_one_person_on_an_exclusive_duty_is_not_two_for_half_an_interval(tmp_path: Path) -> None:
    """Two are wanted from 09:00 to 11:15, there is one: 2.25 hours are open, 225,000 points."""
    made = workspace(tmp_path, 30, duty("09:00-11:15", exclusive=True, agents=2), DAY + lunch(60, 4))
    assert made.interval_minutes == 15
    assert points(made) == (225_000, 225_000, 225_000)


@pytest.mark.parametrize(
    ("interval", "hours", "shift", "minutes"),
    [
        (30, "12:10-16:00", DAY + lunch(15, 4), 5),
        (60, "12:15-16:00", 'start = "08:15"\nhours = 8\n' + lunch(45, 3.75), 15),
    ],
)
def test_a_duty_that_begins_in_a_break_is_held_from_its_first_minute(
    tmp_path: Path, interval: int, hours: str, shift: str, minutes: int
) -> None:
    """The break from 12:00 goes on beyond the duty's begin; who takes it holds the duty in it: nothing is open.

    Break minutes before the duty is due were none of it but counted as if they were: 10 and 15 minutes were open.
    """
    made = workspace(tmp_path, interval, duty(hours, exclusive=True), shift)
    assert made.interval_minutes == minutes
    assert points(made) == (0, 0, 0)


@pytest.mark.parametrize(
    ("interval", "given", "shift", "zone", "minutes", "off"),
    [
        (30, duty("08:00-12:00", exclusive=True), DAY, "UTC", 30, ""),
        (30, duty("08:00-12:15", exclusive=True), DAY, "UTC", 15, "its hours"),
        (30, duty("08:00-12:15"), DAY, "UTC", 30, ""),
        (60, duty("22:00-06:20", kind="on_call"), DAY, "UTC", 20, "its hours"),
        (30, duty("08:00-12:00", exclusive=True), 'start = "08:15"\nhours = 8\n', "UTC", 15, "its holders' shifts"),
        (60, duty("20:00-22:00", kind="on_call"), DAY.replace("8\n", "7.75\n"), "UTC", 15, "its holders' shifts"),
        (60, duty("20:00-22:00", kind="on_call"), DAY, "Asia/Kolkata", 30, "its holders' shifts"),
        (60, duty("20:00-22:00", kind="on_call", time_zone="Asia/Kathmandu"), DAY, "UTC", 15, "its hours"),
        (60, duty("08:00-12:00", exclusive=True), DAY, "America/Los_Angeles", 60, ""),
        (30, duty("08:00-12:00", exclusive=True), DAY + lunch(30, 4), "UTC", 30, ""),
        (30, duty("08:00-12:00", exclusive=True), DAY + lunch(45, 4), "UTC", 15, "its holders' breaks"),
        (30, duty("20:00-22:00", kind="on_call"), DAY + lunch(45, 4), "UTC", 30, ""),
        (
            30,
            duty("08:00-12:00", exclusive=True),
            DAY + lunch(30, 4).replace("4]", "4.5]"),
            "UTC",
            15,
            "its holders' breaks",
        ),
    ],
)
def test_intervals_are_so_fine_that_duties_shifts_and_breaks_begin_with_one(
    tmp_path: Path, interval: int, given: str, shift: str, zone: str, minutes: int, off: str
) -> None:
    made = workspace(tmp_path, interval, given, shift, zone=zone)
    told = f"duty 'lead': {off} begin or end off the grid of {interval} minutes; intervals of {minutes} are taken"
    assert made.interval_minutes == minutes
    assert made.warnings == ((f"config/cover.toml:5: {told}",) if off else ())


TIERS = 'tiers = ["first", "second"]\n'


@pytest.mark.parametrize(
    ("given", "shift", "minutes", "off"),
    [
        (duty("08:00-12:15") + TIERS, DAY, 15, "its hours"),
        (duty("08:00-12:00") + TIERS, DAY.replace("8\n", "7.75\n"), 15, "its holders' shifts"),
        (duty("08:00-12:00") + TIERS, DAY + lunch(45, 4), 30, ""),
        (duty("08:00-12:15") + TIERS + 'role = { first = "lead", second = "other" }\n', DAY, 30, ""),
        (
            duty("08:00-12:00") + TIERS + 'kind = { first = "on_shift", second = "on_call" }\n',
            DAY + lunch(45, 4),
            30,
            "",
        ),
    ],
)
def test_tiers_that_one_person_may_hold_ask_for_the_grid_too(
    tmp_path: Path, given: str, shift: str, minutes: int, off: str
) -> None:
    """Whoever counts for one tier counts for no other, by intervals; in breaks the duty is held on."""
    made = workspace(tmp_path, 30, given, shift)
    told = f"duty 'lead': {off} begin or end off the grid of 30 minutes; intervals of {minutes} are taken"
    assert made.interval_minutes == minutes
    assert [line for line in made.warnings if "grid" in line] == ([f"config/cover.toml:5: {told}"] if off else [])


def test_odd_minutes_take_intervals_of_five_and_say_so(tmp_path: Path) -> None:
    made = workspace(tmp_path, 30, duty("09:00-11:07", exclusive=True), DAY)
    told = "duty 'lead': its hours begin or end off the grid of 30 minutes; intervals of 5 are taken, the least"
    assert made.interval_minutes == 5
    assert [line for line in made.warnings if told in line]


def test_duties_that_cost_nothing_or_that_nobody_may_hold_change_no_interval(tmp_path: Path) -> None:
    odd = duty("09:00-11:10", exclusive=True)
    goals = tmp_path / "config" / "goals.toml"
    workspace(tmp_path, 30, odd, DAY)
    goals.write_text("[cover]\nweight = 0\n", encoding="utf-8")
    assert load(tmp_path).interval_minutes == 30
    goals.unlink()
    assert load(tmp_path).interval_minutes == 10
    people = tmp_path / "config" / "agents.csv"
    people.write_text(people.read_text().replace(",lead", ",other"), encoding="utf-8")
    assert load(tmp_path).interval_minutes == 30


def test_the_sample_and_the_starter_keep_their_intervals() -> None:
    for root in (ROOT, ROOT / "scheduler" / "load" / "starter"):
        made = load(root)
        assert made.interval_minutes == 30
        assert not [line for line in made.warnings if "off the grid" in line]
