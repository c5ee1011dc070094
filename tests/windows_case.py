"""A quarter of headcount, too long to be solved whole: to tests of windows."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from scheduler.clock import Horizon
from scheduler.load import load
from scheduler.operation import Operation
from scheduler.requirement import Requirement
from scheduler.staffing import staff

MONDAY = date(2026, 6, 1)
WEEKS = 12
FILES = {
    "config/operation.toml": 'name = "Year"\ntime_zone = "UTC"\nweek_starts = "monday"\ninterval_minutes = 60\n'
    "shift_step_minutes = 60\nbreak_step_minutes = 15\n",
    "config/sites.toml": '[home]\nname = "Home"\ntime_zone = "UTC"\n',
    "config/shifts.toml": '[E]\nstart = "06:00"\nhours = 8\n[L]\nstart = "14:00"\nhours = 8\nnot_followed_by = ["E"]\n',
    "config/contracts.toml": "[full]\nminutes_horizon = { min = 24000, max = 28800 }\nmax_shifts = { L = 30 }\n"
    "days_in_a_row = { min = 2, max = 5 }\ndays_off_in_a_row = { min = 2 }\nweekends = { max = 8 }\n",
    "config/agents.csv": "agent,name,site,contract,skills,languages,roles\n"
    + "".join(f"a{number},A{number},home,full,,,\n" for number in range(6)),
}


def quarter(root: Path) -> Path:
    """Six people for twelve weeks; one is wanted on each shift and day."""
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    days = [MONDAY + timedelta(days=day) for day in range(7 * WEEKS)]
    rows = [f"{day},{shift},1,100,1" for day in days for shift in "EL"]
    (root / "forecasts").mkdir()
    (root / "forecasts" / "headcount.csv").write_text(
        "\n".join(["date,shift,agents,weight_under,weight_over", *rows, ""])
    )
    return root


def opened(root: Path) -> tuple[Operation, Horizon, Requirement]:
    """The workspace as it is solved."""
    operation = load(root)
    horizon = Horizon(MONDAY, WEEKS, "UTC")
    return operation, horizon, staff(operation, horizon)
