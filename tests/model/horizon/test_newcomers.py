"""Rules that count the whole horizon and say nothing about windows, in whole solves of 1, 6 and 26 weeks."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import windows_case
from newcomers.nights_horizon import NightsHorizon
from newcomers.no_single_day_off import NoSingleDayOff
from tiny_workspace import tiny_workspace
from windows_case import MONDAY, quarter

from scheduler.clock import Horizon
from scheduler.errors import Conflict, NoRoster
from scheduler.judge import check
from scheduler.load import load
from scheduler.model import SolveSettings, solve
from scheduler.model.horizon.shape import wants_windows
from scheduler.operation import Operation
from scheduler.problem.weeks import layers
from scheduler.problem.weeks.carried import Carried
from scheduler.problem.weeks.part import Parts
from scheduler.roster import Duty
from scheduler.rules import RULES, Limit
from scheduler.staffing import staff

QUICK = SolveSettings(time_limit=3)
SHIFTS = "".join(f'[{name}]\nstart = "{start}:00"\nhours = 8\n' for name, start in (("E", "06"), ("N", "22")))
LIMITS = "[full]\nhours_week = { min = 24, max = 40 }\nrest_hours = 11\ndays_in_a_row = { max = 5 }\n"


@pytest.fixture(autouse=True)
def _new_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    new: dict[str, type[Limit]] = {"no_single_day_off": NoSingleDayOff, "nights_horizon": NightsHorizon}
    for name, rule in new.items():
        monkeypatch.setitem(RULES, name, rule)


def planned(root: Path, weeks: int, limits: str, monkeypatch: pytest.MonkeyPatch, wanted: str = "EN") -> Operation:
    """Six people; one is wanted on each day and shift of those."""
    monkeypatch.setattr(windows_case, "WEEKS", weeks)
    quarter(root)
    (root / "config" / "shifts.toml").write_text(SHIFTS)
    (root / "config" / "contracts.toml").write_text(LIMITS + limits)
    days = [MONDAY + timedelta(days=day) for day in range(7 * weeks)]
    rows = [f"{day},{shift},1,100,1" for day in days for shift in wanted]
    (root / "forecasts" / "headcount.csv").write_text("\n".join(["date,shift,agents,weight_under,weight_over", *rows]))
    return load(root)


def nights(operation: Operation, duties: tuple[Duty, ...], weeks: range) -> list[int]:
    """How many nights each agent has in those weeks."""
    first, last = (MONDAY + timedelta(weeks=week) for week in (weeks.start, weeks.stop))
    mine = [duty.agent for duty in duties if duty.shift == "N" and first <= duty.day < last]
    return [mine.count(agent.id) for agent in operation.agents]


@pytest.mark.parametrize(
    ("limits", "fewest", "most"), [("max = 26", 0, 4), ("min = 13", 2, 13), ("min = 13, max = 26", 0, 4)]
)
def test_four_weeks_of_26_have_their_share(
    limits: str, fewest: int, most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """4 of 26 nights at most, 2 of 13 at least; with both ends the one that binds sooner sets the pace."""
    operation = planned(tmp_path, 26, f"nights_horizon = {{ {limits} }}\n", monkeypatch)
    horizon = Horizon(MONDAY, 26, "UTC")
    part = Parts(operation, horizon, staff(operation, horizon), 1).cut(range(4), 0, (), ())
    [track] = [track for limit in part.limits["a0"] if isinstance(limit, Carried) for track in limit.ready]
    ends = [nights for nights, number in track.layers.numbers[28].items() if number in track.good]
    assert (min(ends), max(ends)) == (fewest, most)


@pytest.mark.parametrize("weeks", [1, 6, 26])
def test_lone_days_off_are_few(weeks: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three shifts a week at least, and one lone day off in five weeks at most."""
    operation = planned(tmp_path, weeks, f"no_single_day_off = {weeks // 5}\n", monkeypatch)
    horizon = Horizon(MONDAY, weeks, "UTC")
    result = solve(operation, horizon, staff(operation, horizon), QUICK)
    assert not check(operation, horizon, result.roster)


def test_a_minimum_and_a_maximum_of_nights_are_spread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No night is wanted, but each owes 13; and of early shifts nobody is forced to do what others may."""
    operation = planned(tmp_path, 26, "nights_horizon = { min = 13, max = 20 }\n", monkeypatch, wanted="E")
    horizon = Horizon(MONDAY, 26, "UTC")
    result = solve(operation, horizon, staff(operation, horizon), QUICK)
    assert not check(operation, horizon, result.roster)
    assert min(nights(operation, result.roster.duties, range(13))) >= 4
    assert max(nights(operation, result.roster.duties, range(13))) <= 16


def test_six_weeks_with_a_queue_take_windows(tmp_path: Path) -> None:
    root, first = tiny_workspace(tmp_path), MONDAY + timedelta(days=203)
    (root / "config" / "contracts.toml").write_text(LIMITS + "no_single_day_off = 1\n")
    days = [first + timedelta(days=day) for day in range(42)]
    rows = [f"calls,{day}T{hour:02d}:00:00+00:00,60,1,600" for day in days for hour in (8, 9)]
    (root / "forecasts" / "calls.csv").write_text("\n".join(["queue,start,minutes,volume,handle_seconds", *rows, ""]))
    operation, horizon = load(root), Horizon(first, 6, "UTC")
    requirement = staff(operation, horizon)
    assert wants_windows(horizon, requirement)
    result = solve(operation, horizon, requirement, QUICK)
    assert not check(operation, horizon, result.roster)


def test_what_no_line_can_hold_is_a_conflict(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twelve weeks have 84 days; who joins after two of them has 70."""
    operation = planned(tmp_path, 12, "nights_horizon = { min = 80 }\n", monkeypatch)
    late = replace(operation.agents[2], first_day=MONDAY + timedelta(weeks=2))
    operation = replace(operation, agents=(*operation.agents[:2], late, *operation.agents[3:]))
    horizon = Horizon(MONDAY, 12, "UTC")
    with pytest.raises(
        Conflict, match=r"^a2: nights_horizon min 80 .* cannot hold.*; cheapest change: nights_horizon min 80 -> 70 "
    ):
        solve(operation, horizon, staff(operation, horizon), QUICK)


def test_states_beyond_number_are_refused_before_the_solve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    operation = planned(tmp_path, 12, "nights_horizon = { max = 20 }\n", monkeypatch)
    monkeypatch.setattr(layers, "MOST_PLACES", 100)
    horizon = Horizon(MONDAY, 12, "UTC")
    with pytest.raises(NoRoster, match=r"^nights_horizon: .*12 weeks.*; plan fewer weeks"):
        solve(operation, horizon, staff(operation, horizon), QUICK)
