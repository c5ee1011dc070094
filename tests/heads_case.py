"""Headcount of three people over a week, so small that every roster can be tried: to tests of engine and bounds."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np

from scheduler.clock import Horizon
from scheduler.model.bound.pricer import Pricer
from scheduler.model.search.fold import walks
from scheduler.operation import FloatArray, IntArray
from scheduler.problem.arrays.problem import Problem

MONDAY = date(2026, 6, 1)
HORIZON = Horizon(MONDAY, 1, "UTC")
WANTED = {"E": (2, 1, 1, 2, 1, 1, 0), "L": (0, 1, 2, 0, 1, 1, 1)}


def workspace(folder: Path) -> Path:
    """Three people, two shifts, one week; wishes and unlike weights."""
    files = {
        "config/operation.toml": 'name = "Heads"\ntime_zone = "UTC"\nweek_starts = "monday"\ninterval_minutes = 60\n'
        "shift_step_minutes = 60\nbreak_step_minutes = 15\n",
        "config/sites.toml": '[home]\nname = "Home"\ntime_zone = "UTC"\n',
        "config/shifts.toml": '[E]\nstart = "06:00"\nhours = 8\n[L]\nstart = "14:00"\nhours = 8\n'
        'not_followed_by = ["E"]\n',
        "config/contracts.toml": "[full]\nminutes_horizon = { min = 960, max = 2400 }\nmax_shifts = { L = 3 }\n"
        "days_in_a_row = { min = 2, max = 4 }\nrest_hours = 11\n[part]\nminutes_horizon = { max = 1440 }\n",
        "config/agents.csv": "agent,name,site,contract,skills,languages,roles\n"
        "a,Ada,home,full,,,\nb,Ben,home,full,,,\nc,Cy,home,part,,,\n",
        "config/wishes.csv": f"agent,date,wish,shift,weight\na,{MONDAY},off,,3\nb,{MONDAY},work,L,4\n",
        "forecasts/headcount.csv": "date,shift,agents,weight_under,weight_over\n"
        + "".join(
            f"{MONDAY + timedelta(days=day)},{shift},{count},{10 + day},1\n"
            for shift, row in WANTED.items()
            for day, count in enumerate(row)
        ),
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def missed_by_pairs(pricer: Pricer, first: FloatArray, second: FloatArray, third: FloatArray) -> FloatArray:
    """[line of the second, line of the third] headcount points beside one line of the first; lines are rows, 0 or 1.

    One more person on a row changes its points by what that row costs with it less what it costs without, so all pairs
    are one product of matrices: by einsum, as the threads of a library get into each other's way on a busy machine.
    """

    def points(missing: FloatArray) -> FloatArray:
        found: FloatArray = np.maximum(missing, 0) * pricer.under + np.maximum(-missing, 0) * pricer.over
        return found

    left = pricer.wanted - first - second
    without, within = points(left), points(left - 1)
    pairs: FloatArray = without.sum(axis=1)[:, None] + np.einsum("jr,kr->jk", within - without, third)
    return pairs


def every_line(problem: Problem, a: int) -> list[IntArray]:
    """All legal lines of an agent, by trying everything: three letters a day, 2,187 spellings."""
    first = problem.variants.first[problem.people.alphabet[a]]
    found = []
    for code in range(3**7):
        letters = np.array([code // 3**day % 3 for day in range(7)])
        line = np.where(letters == 0, -1, first[:7] + letters - 1).astype(np.int64)
        if walks(problem, a, line):
            found.append(line)
    return found
