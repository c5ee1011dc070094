"""The bound of a long horizon of headcount: below every roster, and what totals over the horizon do to it."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import compress, product
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from test_windows import opened
from test_windows import root as quarter

from scheduler.clock import Horizon
from scheduler.judge import check, score
from scheduler.load import load
from scheduler.model import SolveSettings, solve
from scheduler.model.horizon import horizon_parts, shape, windows
from scheduler.model.horizon.decided import Decided
from scheduler.model.horizon.horizon_bound import HorizonBound
from scheduler.model.horizon.posing import Posing
from scheduler.operation import Operation
from scheduler.problem.automata.walk import walker
from scheduler.roster import Duty
from scheduler.staffing import staff

__all__ = ["quarter"]

MONDAY = date(2026, 6, 1)
WEEKS = 2
HORIZON = Horizon(MONDAY, WEEKS, "UTC")
FILES = {
    "config/operation.toml": 'name = "Fortnight"\ntime_zone = "UTC"\nweek_starts = "monday"\ninterval_minutes = 60\n'
    "shift_step_minutes = 60\nbreak_step_minutes = 15\n",
    "config/sites.toml": '[home]\nname = "Home"\ntime_zone = "UTC"\n',
    "config/shifts.toml": '[E]\nstart = "06:00"\nhours = 8\n',
    "config/agents.csv": "agent,name,site,contract,skills,languages,roles\na,A,home,full,,,\nb,B,home,full,,,\n",
}
CASES = {
    "runs over the edge": "days_in_a_row = { min = 3, max = 5 }\ndays_off_in_a_row = { min = 2 }\n",
    "minutes": "minutes_horizon = { min = 1920, max = 2400 }\ndays_in_a_row = { max = 4 }\n",
    "weekends and caps": "weekends = { max = 1 }\nmax_shifts = { E = 6 }\ndays_in_a_row = { min = 2 }\n",
}


def fortnight(root: Path, contract: str) -> Operation:
    """Two people, one shift; who is wanted when, and wishes, by a fixed pattern."""
    for name, text in {**FILES, "config/contracts.toml": "[full]\n" + contract}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    days = [MONDAY + timedelta(days=day) for day in range(7 * WEEKS)]
    rows = [f"{day},E,{(3 * index + index // 5) % 3},{20 + index},3" for index, day in enumerate(days)]
    (root / "forecasts").mkdir()
    header = "date,shift,agents,weight_under,weight_over"
    (root / "forecasts" / "headcount.csv").write_text("\n".join([header, *rows, ""]))
    wishes = "".join(f"a,{day},off,,4\n" for day in days[2::5])
    (root / "config" / "wishes.csv").write_text("agent,date,wish,shift,weight\n" + wishes)
    return load(root)


def least(operation: Operation) -> tuple[float, float]:
    """The least points of all rosters, and of headcount alone, by trying every pair of legal lines."""
    starts = [HORIZON.start + timedelta(days=index, hours=6) for index in range(HORIZON.days)]
    each = [Duty("a", start.date(), "E", start, start + timedelta(hours=8), "home", 480) for start in starts]
    legal = walker(operation, HORIZON, operation.agents[0])
    codes = product((0, 1), repeat=len(each))
    table = np.array([code for code in codes if legal(compress(each, code))])  # b has the same contract and lines
    rows = sorted(operation.headcount, key=lambda row: row.day)
    wanted = np.array([row.agents for row in rows])
    under, over = (np.array([getattr(row, name) for row in rows]) for name in ("weight_under", "weight_over"))
    off = np.array([sum(wish.weight for wish in operation.wishes if wish.day == day) for day in HORIZON.dates()])
    best = heads = np.inf
    for line in table:
        left = wanted - line - table
        points = np.maximum(left, 0) @ under + np.maximum(-left, 0) @ over
        heads, best = min(heads, float(points.min())), min(best, float(points.min() + line @ off))
    return best, heads


@pytest.mark.parametrize("name", CASES)
def test_the_bound_is_below_every_roster(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    operation = fortnight(tmp_path, CASES[name])
    requirement = staff(operation, HORIZON)
    for module in (windows, horizon_parts):
        monkeypatch.setattr(module, "WEEKS", 1)
    monkeypatch.setattr(shape, "MOST_WEEKS", 1)
    best, heads = least(operation)
    result = solve(operation, HORIZON, requirement, SolveSettings(time_limit=20))
    found = score(operation, HORIZON, requirement, result.roster)
    assert not check(operation, HORIZON, result.roster)
    assert 0 < result.bound <= best <= found.objective
    assert result.bounds["headcount"] <= heads
    assert result.bounds["wishes"] <= found.points["wishes"]
    assert result.bound >= 0.5 * best


def test_totals_over_the_horizon_raise_the_bound(quarter: Path) -> None:
    """Six people owe 50 shifts each, 300 in all, where 168 are wanted: 132 too many. Weeks alone know nothing of it."""
    operation, horizon, requirement = opened(quarter)
    posing = Posing(operation, horizon, requirement, SolveSettings(), Decided(operation, horizon))
    problems = [problem for first in range(0, 12, 4) if (problem := posing.alone(range(first, first + 4)))]
    assert len(problems) == 3
    assert HorizonBound(operation, problems).climb(lambda: True) == pytest.approx(132)
    apart = HorizonBound(operation, problems)
    apart.rows, apart.ends, apart.totals = [], [], np.zeros(0)
    assert apart.climb(lambda: True) == pytest.approx(0, abs=1e-3)


def test_a_quarter_is_proved_to_the_point(quarter: Path) -> None:
    operation, horizon, requirement = opened(quarter)
    result = solve(operation, horizon, requirement, SolveSettings(time_limit=20))
    assert 120 <= result.bound <= 132
    assert result.seconds <= 20 * 1.05 + 2
    assert result.bounds["headcount"] <= 132


@pytest.fixture
def four_people(quarter: Path) -> Path:
    """A quarter for four people: they owe 200 shifts, where 168 are wanted."""
    agents = quarter / "config" / "agents.csv"
    agents.write_text("".join(agents.read_text().splitlines(keepends=True)[:5]))
    return quarter


def test_by_budget_the_bound_is_the_same_each_time(four_people: Path) -> None:
    operation, horizon, requirement = opened(four_people)
    settings = SolveSettings(time_limit=float("inf"), iterations=6)
    one, two = (solve(operation, horizon, requirement, settings) for _ in range(2))
    assert one.roster == two.roster
    assert one.bound == two.bound > 0


def test_asked_to_stop_it_does_not_wait_for_a_bound(quarter: Path) -> None:
    operation, horizon, requirement = opened(quarter)
    stop = Event()
    stop.set()
    assert solve(operation, horizon, requirement, SolveSettings(time_limit=60, stop=stop)).bound == 0
