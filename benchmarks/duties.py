"""Eighty people at three sites, queues, work that may wait, and a duty of which 1.5 hours cannot be held: the gap.

python -m benchmarks duties --seconds 20
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.figures import Bar, fresh, parser_of, print_bars, print_table, save

MOST_GAP = 8.0
"""Percent that may be open between points and bound after 20 seconds: it was 88."""
ZONE = "America/Los_Angeles"
MONDAY = datetime(2026, 10, 26, tzinfo=ZoneInfo(ZONE))
"""Clocks change on the Sunday of that week, in America; in Europe they did the day before it."""
FILES = {
    "operation.toml": f"""name = "Duties"
time_zone = "{ZONE}"
week_starts = "monday"
interval_minutes = 30
shift_step_minutes = 30
break_step_minutes = 15
""",
    "sites.toml": f"""[seattle]
name = "Seattle"
time_zone = "{ZONE}"
[barcelona]
name = "Barcelona"
time_zone = "Europe/Madrid"
[remote]
name = "Remote"
time_zone = "America/Denver"
""",
    "queues.toml": """[calls-en]
channel = "phone"
skill = "calls"
language = "en"
priority = 1
service = { share = 0.8, within_seconds = 20 }
patience_seconds = 120
[calls-es]
channel = "phone"
skill = "calls"
language = "es"
priority = 2
service = { share = 0.8, within_seconds = 30 }
patience_seconds = 120
open = { every_day = "07:00-21:00", time_zone = "Europe/Madrid" }
[text-en]
channel = "sms"
skill = "text"
language = "en"
priority = 3
service = { share = 0.8, within_seconds = 120 }
concurrency = 2
[mail-en]
channel = "email"
skill = "calls"
language = "en"
priority = 3
service = { within_hours = 24 }
[claims]
channel = "case"
skill = "claims"
language = "en"
priority = 4
service = { within_hours = 48 }
""",
    "shifts.toml": """[day]
start = { from = "06:00", to = "11:30" }
hours = 8.5
breaks = [
  { name = "rest-1", minutes = 15, between_hours = [1.5, 2.5] },
  { name = "meal", minutes = 30, paid = false, between_hours = [3.5, 4.5] },
  { name = "rest-2", minutes = 15, between_hours = [5.75, 6.75] },
]
[late]
start = { from = "12:00", to = "15:30" }
hours = 8.5
breaks = [ { name = "meal", minutes = 30, paid = false, between_hours = [3.5, 4.5] } ]
[night]
start = { from = "20:00", to = "23:00" }
hours = 8.5
breaks = [ { name = "meal", minutes = 30, paid = false, between_hours = [3.5, 4.5] } ]
""",
    "contracts.toml": """[full]
shifts = ["day", "late"]
hours_week = { min = 40, max = 40 }
days_week = { min = 5, max = 5 }
days_off_together_week = 2
rest_hours = 11
[nights]
shifts = ["night"]
hours_week = { min = 40, max = 40 }
days_week = { min = 5, max = 5 }
rest_hours = 11
""",
    "cover.toml": """[[cover]]
name = "Lead"
role = "lead"
on = ["every_day"]
hours = "06:00-24:00"
[[cover]]
name = "Duty manager, weekdays"
role = "manager"
on = ["monday", "tuesday", "wednesday", "thursday", "friday"]
hours = "06:00-23:00"
[[cover]]
name = "Duty manager, Saturday"
role = "manager"
on = ["saturday"]
hours = "12:00-13:30"
""",
}
"""The two managers work five shifts of 8.5 hours: 85 hours, which the weekdays want; Saturday's 1.5 stay open."""
KINDS = (
    (34, "seattle,full,calls;text,en,"),
    (2, "seattle,full,calls,en,manager"),
    (10, "seattle,full,calls;claims,en,lead"),
    (20, "barcelona,full,calls;text,en;es,"),
    (14, "remote,nights,calls;claims,en,lead"),
)
"""How many, and their row in agents.csv."""
WORK = (
    ("calls-en", 50, 420, 0.25, 14.0),
    ("calls-es", 16, 480, 0.0, 3.0),
    ("text-en", 66, 400, 0.15, 15.0),
    ("mail-en", 28, 360, 0.5, 10.0),
    ("claims", 7, 1500, 0.2, 12.0),
)
"""Queue, contacts in its busiest half hour, seconds each, the share of that at its quietest, its busiest hour."""


def main(argv: list[str]) -> int:
    """Print the gap of a solve of all goals beside solves of single ones; exit status 1 where it is too wide."""
    parser = parser_of("duties", __doc__)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--goals", default="cover,short,late", help="goals solved alone in the same run (or nothing)")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the workspace there")
    chosen = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as name:
        place = chosen.keep or Path(name)
        write(place)
        limits = ("--workspace", place.resolve(), "--seconds", chosen.seconds, "--workers", chosen.workers)
        fresh("--workspace", place.resolve(), "--seconds", 1)  # compiles on a first run
        every = fresh(*limits)
        alone = {goal: fresh(*limits, "--goals", goal) for goal in chosen.goals.split(",") if goal}
    bar = Bar(f"gap after {chosen.seconds:g} s", gap(every), "%", 0, MOST_GAP)
    print_table("points and bounds", ("goals", "points", "bound", "its own bound"), rows(every, alone))
    print_bars("bars", [bar])
    save(chosen.json, {"all": every, "alone": alone})
    return 0 if bar.met else 1


def gap(one: dict[str, Any]) -> float:
    """Percent of the points that is open."""
    return 100 * (one["objective"] - one["bound"]) / max(one["objective"], 1)


def rows(every: dict[str, Any], alone: dict[str, dict[str, Any]]) -> Iterator[tuple[str, ...]]:
    """All goals, then each in that solve, with what it comes to alone."""
    yield "all", f"{every['objective']:,}", f"{every['bound']:,.0f}", ""
    for goal, points in every["points"].items():
        own = alone.get(goal)
        told = "" if own is None else f"{own['objective']:,}, bound {own['bound']:,.0f}"
        if points or own:
            yield goal, f"{points:,}", f"{every['bounds'].get(goal, 0):,.0f}", told


def write(place: Path) -> None:
    """Write the workspace."""
    for folder in ("config", "forecasts"):
        (place / folder).mkdir(parents=True, exist_ok=True)
    for name, text in FILES.items():
        (place / "config" / name).write_text(text, encoding="utf-8")
    people = (row for count, row in KINDS for _ in range(count))
    agents = (f"A{number:03d},Agent {number},{row}" for number, row in enumerate(people, 1))
    lines = ["agent,name,site,contract,skills,languages,roles", *agents]
    (place / "config" / "agents.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    table = ["queue,start,minutes,volume,handle_seconds", *volumes()]
    (place / "forecasts" / "week.csv").write_text("\n".join([*table, ""]), encoding="utf-8")


def volumes() -> Iterator[str]:
    """The rows of the forecast: each queue swings once a day, and has less on weekends."""
    hours = 24 * 7 + 1
    for queue, busiest, seconds, least, peak in WORK:
        for half in range(2 * hours):
            start = (MONDAY.astimezone(ZoneInfo("UTC")) + timedelta(minutes=30 * half)).astimezone(ZoneInfo(ZONE))
            hour = start.hour + start.minute / 60
            swing = least + (1 - least) * (1 + math.cos((hour - peak) / 12 * math.pi)) / 2
            volume = busiest * swing * (0.7 if start.weekday() > 4 else 1.0)
            yield f"{queue},{start.isoformat()},30,{volume:.2f},{seconds}"
