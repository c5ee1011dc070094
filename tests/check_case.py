"""A workspace of two agents with a lead's duty and a sound roster, and commands run on it."""

from click.testing import CliRunner

from scheduler.cli import main

FILES = {
    "config/operation.toml": 'name = "Two"\ntime_zone = "America/Los_Angeles"\nweek_starts = "monday"\n'
    "interval_minutes = 60\nshift_step_minutes = 60\nbreak_step_minutes = 15\n",
    "config/sites.toml": '[seattle]\nname = "Seattle"\ntime_zone = "America/Los_Angeles"\nholidays = "US-WA"\n',
    "config/shifts.toml": '[day]\nstart = "08:00"\nhours = 8\n\n[late]\nstart = "14:00"\nhours = 8\n',
    "config/contracts.toml": "[full]\nrest_hours = 11\n",
    "config/agents.csv": "agent,name,site,contract,skills,languages,roles\n"
    "A,Ann,seattle,full,general,en,lead\nB,Bob,seattle,full,general,en,\n",
    "config/cover.toml": '[[cover]]\nname = "Lead"\nrole = "lead"\non = ["monday"]\nhours = "08:00-18:00"\n',
    "forecasts/headcount.csv": "date,shift,agents,weight_under,weight_over\n2026-12-21,day,2,100,1\n",
}
SOUND = """agent,date,shift,start,end,site,paid_minutes
A,2026-12-21,day,2026-12-21T08:00-08:00,2026-12-21T16:00-08:00,seattle,480
"""


def written(folder):
    for name, text in FILES.items():
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def run(workspace, command, roster, *more):
    (workspace / "roster.csv").write_text(roster, encoding="utf-8")
    return CliRunner().invoke(main, [command, "roster.csv", "-C", str(workspace), *more])
