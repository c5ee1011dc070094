"""Make the sample operation: agents, leave, wishes, pins, history and forecasts, the same for the same seed.

    python tools/make_sample.py                                    # the repository's own sample: Christmas and New Year
    python tools/make_sample.py --agents 300 --out grown           # a larger one: people, volumes, backlog grow alike
    python tools/make_sample.py --weeks 4 --interval 15 --out long

The tables of config/*.toml are written by hand; a sample made elsewhere copies them.
"""

from __future__ import annotations

import argparse
import random
import re
from datetime import date, timedelta
from pathlib import Path

from sample import past, people, requests, volumes

ROOT = Path(__file__).parents[1]
USUAL_AGENTS = 120
NEW_YEAR = date(2026, 12, 28)


def main() -> None:
    asked = arguments()
    asked.out.joinpath("reports").mkdir(parents=True, exist_ok=True)
    if asked.out.resolve() != ROOT:
        copy_tables(asked.out, asked.agents / USUAL_AGENTS, asked.interval)
    staff = people.hire(asked.agents, random.Random(asked.seed))
    config, forecasts = asked.out / "config", asked.out / "forecasts"
    forecasts.mkdir(exist_ok=True)
    people.write(config / "agents.csv", staff)
    weeks = asked.weeks + bool(follows(asked))
    promises = requests.write(config, staff, asked.week, weeks, random.Random(asked.seed + 1))
    past.write(config / "history.csv", staff, asked.week, promises, random.Random(asked.seed + 2))
    scale = asked.agents / USUAL_AGENTS
    volumes.write(forecasts, asked.week, asked.weeks, asked.interval, scale, random.Random(asked.seed + 3))
    if after := follows(asked):
        volumes.write(forecasts, after, 1, asked.interval, scale, random.Random(asked.seed + 4), "new-year-")


def follows(asked: argparse.Namespace) -> date | None:
    """The week of New Year where Christmas week alone is asked for: it has a forecast of its own."""
    return NEW_YEAR if asked.weeks == 1 and asked.week + timedelta(days=7) == NEW_YEAR else None


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--agents", type=int, default=USUAL_AGENTS)
    parser.add_argument("--seed", type=int, default=20261221)
    parser.add_argument("--out", type=Path, default=ROOT)
    parser.add_argument("--week", type=date.fromisoformat, default=date(2026, 12, 21), help="a Monday")
    parser.add_argument("--weeks", type=int, default=1)
    parser.add_argument("--interval", type=int, choices=(15, 30), default=30)
    asked = parser.parse_args()
    if asked.week.weekday() != 0:
        parser.error(f"--week {asked.week} is no Monday")
    return asked


def copy_tables(out: Path, scale: float, interval: int) -> None:
    """The hand-written tables, with the backlog grown and the grid as asked."""
    for source in sorted((ROOT / "config").rglob("*.toml")):
        target = out / source.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = source.read_text(encoding="utf-8")
        text = re.sub(r"(?m)^backlog = (\d+)", lambda found: f"backlog = {round(int(found[1]) * scale)}", text)
        text = re.sub(r"(?m)^interval_minutes = \d+", f"interval_minutes = {interval}", text)
        target.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
