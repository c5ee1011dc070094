"""Compiling the search on a machine's first run: announced, and all parts at once.

Compiled code is kept on disk beside the modules (or in the user's cache folder), so later runs only load it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import numpy as np

from scheduler.compiled import in_memory, kept
from scheduler.model.activities.day.day_best import sweep
from scheduler.model.bound.lagrange import respond
from scheduler.model.lines.lines import near_lines, place_breaks, price_lines
from scheduler.model.search.guide import regret_all
from scheduler.model.search.search import enter_all, improve
from scheduler.model.tidy.exchanges import even_out, tally
from scheduler.model.tidy.needless import clear, may_go, put_back, thin_out
from scheduler.problem.automata.numbering import number_columns
from scheduler.problem.automata.product import (
    alike_blocks,
    alike_columns,
    gather,
    join_blocks,
    join_columns,
    merge_rows,
    number_pairs,
)

SECONDS = 100
"""About how long two cores take to compile."""
COMPILE = "import sys; from scheduler.model.warm import compile_part; [compile_part(part) for part in sys.argv[1:]]"
PARTS: dict[str, tuple[Any, ...]] = {
    "automata": (
        join_blocks,
        join_columns,
        number_pairs,
        number_columns,
        gather,
        merge_rows,
        alike_columns,
        alike_blocks,
    ),
    "search": (improve, enter_all),
    "proof": (respond, regret_all),
    "lines": (price_lines, near_lines, place_breaks),
    "tidy": (thin_out, may_go, clear, put_back, even_out, tally),
    "day": (sweep,),
}
WORK = {"search": 10, "tidy": 5, "day": 3, "lines": 2, "proof": 2}
"""About how long each part takes beside the others, the longest first."""
OPTIONAL = ("day",)
FIRST = "automata"
"""Every other part poses a problem, and would compile this one again."""


def cold(day: bool = False) -> list[str]:
    """What has still to be compiled: on a first run, a new version, or another processor."""
    parts = {part: functions for part, functions in PARTS.items() if day or part not in OPTIONAL}
    return [part for part, functions in parts.items() if not all(map(kept, functions))]


def warm_up(tell: Callable[[str], None], day: bool = False) -> None:
    """Compile what is missing, in processes side by side; says so first. `day` is whether activities have limits."""
    if in_memory():
        tell("no folder for compiled code can be written: each run compiles in memory; NUMBA_CACHE_DIR names one")
        return
    missing = cold(day)
    if not missing:
        return
    tell(f"first run on this machine: compiling the search (about {SECONDS} s, once)")
    command = [sys.executable, "-P", "-c", COMPILE]  # -P: not whatever `scheduler` lies in this folder
    here = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    quiet = subprocess.DEVNULL  # Ctrl-C while they run is ours to answer; they end by themselves
    for chains in ([[part] for part in missing if part == FIRST], chains_of(missing, os.cpu_count() or 1)):
        running = [subprocess.Popen([*command, *parts], env=here, stderr=quiet, start_new_session=True)
                   for parts in chains]  # fmt: skip
        for one in running:
            one.wait()  # a part that failed is compiled again, and complains, where it is used


def chains_of(missing: Collection[str], cores: int) -> list[list[str]]:
    """The parts but the first, a list for each process: so many processes as cores, of about equal work."""
    chains: list[list[str]] = [[] for _ in range(cores)]
    for part in (part for part in WORK if part in missing):
        min(chains, key=lambda parts: sum(WORK[one] for one in parts)).append(part)
    return [parts for parts in chains if parts]


def compile_part(part: str) -> None:
    """Compile one part by using it on the smallest problem there is."""
    from scheduler.model.bound.bound import Prover
    from scheduler.model.bound.pricer import Pricer
    from scheduler.model.search.engine import Board, Searcher
    from scheduler.model.smallest import smallest_day, smallest_problem, smallest_tidy

    if part in ("day", "tidy"):
        smallest_day() if part == "day" else smallest_tidy()
        return
    problem = smallest_problem()
    if part == FIRST:  # which that problem has used
        return
    if part == "proof":
        prover = Prover(problem)
        prover.step()
        Searcher(problem, Board(), 1, 0.0).trust(prover.guide())
        return
    if part == "lines":
        pricer, agents, free = Pricer(problem), np.zeros(1, dtype=np.int64), np.zeros(0)
        letters, _ = pricer.best(agents, free)
        pricer.near(0, free, 0.0, 4)
        pricer.breaks(letters[0])
        return
    board = Board()
    searcher = Searcher(problem, board, 1, 0.0)
    searcher.construct()
    searcher.restart()
