"""The weeks in which clocks change at one place or the other: rest and paid time are elapsed time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from tiny_workspace import FILES

from scheduler.judge import check
from scheduler.load import choose_horizon, load
from scheduler.model import SolveSettings, solve
from scheduler.staffing import staff

ZONES = {"seattle": "America/Los_Angeles", "barcelona": "Europe/Madrid"}
WEEKS = {
    # week: (site whose clocks change, date of the night's start, local end of 22:00 + 8 h, hours in the week)
    date(2026, 3, 2): ("seattle", date(2026, 3, 7), "07:00", 167),
    date(2026, 3, 23): ("barcelona", date(2026, 3, 28), "07:00", 168),
    date(2026, 10, 19): ("barcelona", date(2026, 10, 24), "05:00", 168),
    date(2026, 10, 26): ("seattle", date(2026, 10, 31), "05:00", 169),
}


def write(root, first, site, night):
    files = {
        **FILES,
        "config/operation.toml": FILES["config/operation.toml"].replace('"UTC"', '"America/Los_Angeles"'),
        "config/sites.toml": "".join(
            f'[{name}]\nname = "{name}"\ntime_zone = "{zone}"\n' for name, zone in ZONES.items()
        ),
        "config/shifts.toml": '[night]\nstart = "22:00"\nhours = 8\n'
        '[day]\nstart = { from = "06:00", to = "10:00" }\nhours = 8\n',
        "config/contracts.toml": "[full]\nhours_week = { min = 32, max = 40 }\nrest_hours = 11\n",
        "config/agents.csv": "agent,name,site,contract,skills,languages,roles\n"
        + "".join(f"{name[0]}{k},{name} {k},{name},full,general,en,\n" for name in ZONES for k in range(2)),
        "config/fixed.csv": f"agent,date,shift,start,end\n{site[0]}0,{night},night,,\n",
    }
    rows = [
        f"calls,{first + timedelta(days=day)}T{hour:02d}:00:00Z,60,2,600" for day in range(-1, 8) for hour in range(24)
    ]
    files["forecasts/calls.csv"] = "\n".join(["queue,start,minutes,volume,handle_seconds", *rows, ""])
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


@pytest.mark.parametrize("first", WEEKS)
def test_a_night_across_the_change_is_eight_hours(tmp_path, first):
    site, night, ends, hours = WEEKS[first]
    write(tmp_path, first, site, night)
    made = load(tmp_path)
    horizon = choose_horizon(made, first)
    assert horizon.minutes == 60 * hours
    requirement = staff(made, horizon)
    result = solve(made, horizon, requirement, SolveSettings(time_limit=1.0))
    assert not check(made, horizon, result.roster)
    duty = next(duty for duty in result.roster.duties if (duty.agent, duty.day) == (f"{site[0]}0", night))
    assert duty.end - duty.start == timedelta(hours=8)
    assert duty.paid_minutes == 480
    zone = ZONES[site]
    from scheduler.clock import local

    assert f"{local(duty.start, zone):%H:%M}" == "22:00"
    assert f"{local(duty.end, zone):%H:%M}" == ends
    rests = [after.start - before.end for before, after in pairs(result.roster)]
    assert min(rests) >= timedelta(hours=11)


def pairs(roster):
    for duties in roster.by_agent().values():
        yield from pairwise(duties)


def test_rest_across_the_spring_night_is_an_hour_less_than_the_clocks_say(tmp_path):
    """Barcelona, 28 March 2026: 20:00 to 08:00 are 12 hours on the wall and 11 elapsed."""
    from scheduler.clock import instant, minutes_between

    leaves, comes = (
        instant(date(2026, 3, 28), 20 * 60, "Europe/Madrid"),
        instant(date(2026, 3, 29), 8 * 60, "Europe/Madrid"),
    )
    assert minutes_between(leaves, comes) == 11 * 60
    assert comes - leaves == timedelta(hours=11)
    assert isinstance(comes, datetime)
