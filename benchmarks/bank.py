"""Published counts of calls by half-hour: read, averaged over weeks, and written as a workspace and as arrivals."""

from __future__ import annotations

import csv
import math
import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

STEP = timedelta(minutes=30)
WHOLE_BINS = 6
"""An interval of fewer five-minute bins was not measured whole."""
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
PAID_HOURS = 40
SPARE = 1.3
"""People for each who would be needed if shifts fitted the calls exactly; the goal `cost` leaves those at home that
nobody needs."""
OPERATION = """name = "Bank"
time_zone = "UTC"
week_starts = "monday"
interval_minutes = 30
shift_step_minutes = 30
break_step_minutes = 15
"""
QUEUE = """[calls]
channel = "phone"
skill = "any"
language = "en"
priority = 1
service = {{ share = {share}, within_seconds = {within} }}
patience_seconds = {patience}
open = {{ {opening}, time_zone = "UTC" }}
"""
BUSY_DAY = "staff_quantile = {}\nvolume_cv = {}\n"
SHIFTS = """[full]
start = {{ from = "{first}", to = "{last_full}" }}
hours = 8.5
breaks = [ {{ name = "meal", minutes = 30, paid = false, between_hours = [3, 5] }} ]

[part]
start = {{ from = "{first}", to = "{last_part}" }}
hours = 5
"""
CONTRACTS = """[full]
shifts = ["full"]
hours_week = { max = 40 }
rest_hours = 11
cost_hour = 20

[part]
shifts = ["part"]
hours_week = { max = 25 }
rest_hours = 11
cost_hour = 20
"""
GOALS = "[short]\nweight = 1000\n\n[cost]\nweight = 1\n\n[fairness]\nweight = 0\n"


@dataclass(frozen=True)
class Bank:
    """What is not in the counts and has to be assumed."""

    handle_seconds: float
    patience_seconds: float
    share: float
    within_seconds: float
    busy_day: tuple[float, float] | None = None
    """Quantile of days to staff for, and the coefficient of variation of days; None staffs for the mean."""


Counts = dict[datetime, float]


def read(file: Path) -> Counts:
    """Start of each half-hour -> calls, of either published layout."""
    found = {}
    with file.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            if int(row.get("five_min_bins") or WHOLE_BINS) < WHOLE_BINS or not row["calls"]:
                continue
            day = f"{row['date']} " if "date" in row else ""
            found[datetime.fromisoformat(day + row["interval_start"])] = float(row["calls"])
    return found


def week_of(counts: Counts, first: date) -> Counts:
    """The counts of the seven days from a date on."""
    return {start: calls for start, calls in counts.items() if first <= start.date() < first + timedelta(days=7)}


def mean_week(counts: Counts, first: date, weeks: int) -> Counts:
    """What the mean of the weeks before forecasts; a day without calls (a holiday) counts as not there."""
    told: dict[datetime, list[float]] = defaultdict(list)
    for back in range(1, weeks + 1):
        earlier = week_of(counts, first - timedelta(weeks=back))
        for start, calls in earlier.items():
            told[start + timedelta(weeks=back)].append(calls)
    return {start: sum(calls) / len(calls) for start, calls in sorted(told.items())}


def write(folder: Path, forecast: Counts, bank: Bank, agents: int) -> None:
    """A workspace of one queue whose volume is the forecast."""
    config = folder / "config"
    config.mkdir(parents=True, exist_ok=True)
    (folder / "forecasts").mkdir(exist_ok=True)
    hours = opening(forecast)
    first, last = min(span[0] for span in hours.values()), max(span[1] for span in hours.values())
    spans = ", ".join(f'{day} = "{_clock(start)}-{_clock(end)}"' for day, (start, end) in hours.items())
    queue = QUEUE.format(share=bank.share, within=bank.within_seconds, patience=bank.patience_seconds, opening=spans)
    queue += BUSY_DAY.format(*bank.busy_day) if bank.busy_day else ""
    ends = {"last_full": _clock(_last(first, last, 8.5)), "last_part": _clock(_last(first, last, 5))}
    files = {
        "operation": OPERATION,
        "sites": '[bank]\nname = "Bank"\ntime_zone = "UTC"\n',
        "queues": queue,
        "shifts": SHIFTS.format(first=_clock(first), **ends),
        "contracts": CONTRACTS,
        "goals": GOALS,
    }
    for name, text in files.items():
        (config / f"{name}.toml").write_text(text, encoding="utf-8")
    kinds = ["part" if number % 4 == 0 else "full" for number in range(agents)]
    people = [(f"a{n:04d}", f"Agent {n}", "bank", kind, "any", "en", "") for n, kind in enumerate(kinds)]
    _table(config / "agents.csv", "agent,name,site,contract,skills,languages,roles", people)
    rows = [
        ("calls", f"{start.isoformat()}+00:00", 30, f"{calls:.4f}", bank.handle_seconds)
        for start, calls in forecast.items()
    ]
    _table(folder / "forecasts" / "calls.csv", "queue,start,minutes,volume,handle_seconds", rows)


def people_for(folder: Path) -> int:
    """How many people a workspace's first week wants."""
    from scheduler.load import choose_horizon, load
    from scheduler.staffing import staff

    operation = load(folder)
    required = staff(operation, choose_horizon(operation, None, 1))
    return math.ceil(SPARE * float(required.agents.sum()) / 2 / PAID_HOURS)


def opening(forecast: Counts) -> dict[str, tuple[int, int]]:
    """Day of the week -> minutes from and to which calls come."""
    found: dict[str, tuple[int, int]] = {}
    for start in forecast:
        day, minute = DAYS[start.weekday()], 60 * start.hour + start.minute
        low, high = found.get(day, (minute, minute))
        found[day] = (min(low, minute), max(high, minute + 30))
    return found


def _last(first: int, last: int, hours: float) -> int:
    """The last start of a shift: where the bank never closes, half past eleven at night."""
    return 24 * 60 - 30 if last - first >= 24 * 60 else max(first, last - math.floor(60 * hours / 30) * 30)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def write_arrivals(file: Path, counts: Counts, seed: int) -> None:
    """Calls at random moments of their half-hours; handle time and patience are left for the simulation to draw."""
    chance = random.Random(seed)
    rows = [
        ("calls", f"{start + chance.random() * STEP:%Y-%m-%dT%H:%M:%S.%f}+00:00")
        for start, calls in counts.items()
        for _ in range(round(calls))
    ]
    _table(file, "queue,arrival", sorted(rows))


def _table(file: Path, header: str, rows: Iterable[tuple[object, ...]]) -> None:
    with file.open("w", newline="", encoding="utf-8") as handle:
        handle.write(header + "\n")
        csv.writer(handle, lineterminator="\n").writerows(rows)
