"""Random rosters of staff-scheduling instances, legal and not: our count of limits and points against a checker's.

python -m benchmarks agreement --folder FOLDER --checker check_curtois.py --rosters 100
"""

from __future__ import annotations

import argparse
import csv
import random
import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.curtois import judge
from benchmarks.figures import parser_of, print_table, save
from benchmarks.instances import FIRST, Instance, read_all, write
from scheduler.clock import Horizon
from scheduler.judge import check, score
from scheduler.load import choose_horizon, load
from scheduler.operation import Operation
from scheduler.requirement import Requirement
from scheduler.roster import Duty, Roster
from scheduler.staffing import staff

Row = tuple[str, int, str]
"""Agent, day, shift."""
RULE_OF = {
    "H2": "not_followed_by",
    "H3": "max_shifts",
    "H4": "minutes_horizon",
    "H5": "days_in_a_row",
    "H6": "days_in_a_row",
    "H7": "days_off_in_a_row",
    "H8": "weekends",
    "H9": "time_off",
}


def main(argv: list[str]) -> int:
    """Print how often we and the checker say the same; exit status 1 where not always."""
    parser = parser_of("agreement", __doc__)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--checker", type=Path, required=True)
    parser.add_argument("--rosters", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="numbers of instances: 1,2,3")
    chosen = parser.parse_args(argv)
    found = [compared(instance, chosen) for instance in read_all(chosen.folder, chosen.only)]
    rows = ([one["instance"], str(one["rosters"]), str(one["breaches"]), str(len(one["differences"]))] for one in found)
    print_table("our count and the checker's", ("instance", "rosters", "limits broken", "differences"), rows)
    for one in found:
        print("\n".join(f"{one['instance']}: {text}" for text in one["differences"][:5]), end="")
    save(chosen.json, found)
    return 1 if any(one["differences"] for one in found) else 0


def compared(instance: Instance, chosen: argparse.Namespace) -> dict[str, Any]:
    """One instance's random rosters, judged twice."""
    chance, differences, breaches = random.Random(chosen.seed), list[str](), 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(instance, folder)
        operation = load(folder)
        horizon = choose_horizon(operation, None, instance.weeks)
        requirement = staff(operation, horizon)
        for _ in range(chosen.rosters):
            rows = random_rows(instance, chance)
            with (folder / "solution.csv").open("w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows(rows)
            theirs = judge(chosen.checker, instance.path, folder / "solution.csv")
            breaches += len(theirs["hard"])
            differences += told_apart(operation, horizon, requirement, rows, theirs)
    return {
        "instance": instance.path.stem,
        "rosters": chosen.rosters,
        "breaches": breaches,
        "differences": differences,
    }


def random_rows(instance: Instance, chance: random.Random) -> list[Row]:
    """Stretches of work and of days off that meet each limit for some people and break it for others."""
    shifts = [row[0] for row in instance.rows["SHIFTS"]]
    rows = list[Row]()
    for person in instance.rows["STAFF"]:
        day, most, least_off = -chance.randint(0, 3), int(person[4]), int(person[6])
        while day < 7 * instance.weeks:
            shift = chance.choice(shifts)
            for _ in range(chance.randint(1, most + chance.randint(0, 1))):
                shift = chance.choice(shifts) if chance.random() < 0.2 else shift
                rows += [(person[0], day, shift)] if 0 <= day < 7 * instance.weeks else []
                day += 1
            day += chance.randint(max(1, least_off - chance.randint(0, 1)), least_off + 2)
    return rows


def told_apart(
    operation: Operation, horizon: Horizon, requirement: Requirement, rows: list[Row], theirs: dict[str, Any]
) -> list[str]:
    """List the differences between two judgements of one roster: points by goal, and each person's broken limits."""
    roster = roster_of(operation, rows)
    points = score(operation, horizon, requirement, roster).points
    broken = Counter((finding.agent, finding.rule) for finding in check(operation, horizon, roster))
    hard = Counter((row[1], RULE_OF[row[0][:2]]) for row in theirs["hard"])
    pairs = [
        ("headcount", points["headcount"], theirs["under"] + theirs["over"]),
        ("wishes", points["wishes"], theirs["on"] + theirs["off"]),
    ]
    pairs += [(f"{agent} {rule}", broken[agent, rule], hard[agent, rule]) for agent, rule in {*broken, *hard}]
    return [f"{what}: ours {ours}, the checker's {theirs}" for what, ours, theirs in pairs if ours != theirs]


def roster_of(operation: Operation, rows: list[Row]) -> Roster:
    """Rows as a roster; every shift begins at midnight UTC."""
    midnight = datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=UTC)
    duties = []
    for agent, number, shift in rows:
        start, length = midnight + timedelta(days=number), operation.shifts[shift].lengths()[0]
        end = start + timedelta(minutes=length)
        duties.append(Duty(agent, FIRST + timedelta(days=number), shift, start, end, "site", length))
    return Roster(tuple(duties))
