"""A workspace that solves in a blink, for tests of whole commands: three agents, one queue of eight hours a day."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

MONDAY = date(2026, 12, 21)
FILES = {
    "config/operation.toml": 'name = "Tiny"\ntime_zone = "UTC"\nweek_starts = "monday"\ninterval_minutes = 60\n'
    "shift_step_minutes = 60\nbreak_step_minutes = 15\n",
    "config/sites.toml": '[home]\nname = "Home"\ntime_zone = "UTC"\n',
    "config/queues.toml": '[calls]\nchannel = "phone"\nskill = "general"\nlanguage = "en"\npriority = 2\n'
    "service = { share = 0.8, within_seconds = 20 }\n"
    'open = { every_day = "08:00-16:00", time_zone = "UTC" }\n',
    "config/shifts.toml": '[day]\nstart = "08:00"\nhours = 8\n',
    "config/contracts.toml": "[full]\nhours_week = { max = 40 }\nrest_hours = 11\n",
    "config/agents.csv": "agent,name,site,contract,skills,languages,roles\n"
    "a1,Ada,home,full,general,en,\na2,Ben,home,full,general,en,\na3,Cy,home,full,general,en,\n",
    "config/scenarios/quiet.toml": 'description = "Hardly a call"\nvolume_factor = 0.1\n',
}


def tiny_workspace(root: Path) -> Path:
    """Write the workspace; every open hour has one call of ten minutes."""
    for name, text in FILES.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    rows = [
        f"calls,{MONDAY + timedelta(days=day)}T{hour:02d}:00:00+00:00,60,1,600"
        for day in range(7)
        for hour in range(8, 16)
    ]
    (root / "forecasts").mkdir()
    text = "\n".join(["queue,start,minutes,volume,handle_seconds", *rows, ""])
    (root / "forecasts" / "calls.csv").write_text(text, encoding="utf-8")
    return root
