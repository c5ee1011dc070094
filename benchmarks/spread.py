"""Points other than `cover` of several seeds, so that two commits can be compared beyond the spread of their seeds."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

from benchmarks.figures import Bar, fresh, print_bars, print_table, save

BEFORE = Path(__file__).parent / "sample_before"
"""The sample operation as it was before duties had tiers; it stays as it is."""
DUTY = "cover"


def spread(chosen: argparse.Namespace) -> int:
    """Solve `sample_before` with each seed and print the points; exit status 1 where `--against` is beaten no more."""
    place = ("--workspace", BEFORE, "--workers", chosen.workers)
    fresh("--seconds", 1, *place)  # compiles on a first run
    runs = {seed: fresh("--seconds", chosen.seconds, "--seed", seed, *place) for seed in numbers(chosen.seeds)}
    print_table(f"the sample as it was, {chosen.seconds:g} s, by seed", ("points", *columns(runs.values())), rows(runs))
    found = [*bars(runs, earlier(chosen.against))]
    print_bars("bars", found)
    save(chosen.json, runs)
    return 0 if all(bar.met for bar in found) else 1


def numbers(text: str) -> list[int]:
    """`1-3,7` -> 1, 2, 3, 7."""
    spans = (part.partition("-") for part in text.split(","))
    return [number for first, _, last in spans for number in range(int(first), int(last or first) + 1)]


def others(one: Mapping[str, Any]) -> float:
    """A solve's points other than those of duties."""
    return float(sum(points for goal, points in one["points"].items() if goal != DUTY))


def columns(runs: Iterable[Mapping[str, Any]]) -> list[str]:
    """Duty and the rest, then each goal that has points in any run."""
    return [DUTY, "all others", *goals_of(runs), "findings"]


def goals_of(runs: Iterable[Mapping[str, Any]]) -> list[str]:
    """The goals other than `cover` with points in any run, in their order."""
    return [*dict.fromkeys(goal for one in runs for goal, points in one["points"].items() if points and goal != DUTY)]


def rows(runs: Mapping[int, Mapping[str, Any]]) -> Iterator[tuple[str, ...]]:
    """A row a seed, then the least, the mean and the most of each column."""
    goals = goals_of(runs.values())
    table = []
    for one in runs.values():
        points = one["points"]
        table.append([points.get(DUTY, 0), others(one), *(points.get(goal, 0) for goal in goals), one["findings"]])
    for seed, values in zip(runs, table, strict=True):
        yield (f"seed {seed}", *(f"{value:,.0f}" for value in values))
    for name, value_of in (("least", min), ("mean", fmean), ("most", max)):
        yield (name, *(f"{value_of(column):,.0f}" for column in zip(*table, strict=True)))


def earlier(file: Path | None) -> Sequence[Mapping[str, Any]]:
    """The runs of a JSON file that this benchmark wrote on another commit; none without a file."""
    return [] if file is None else [*json.loads(file.read_text(encoding="utf-8"))["figures"].values()]


def bars(runs: Mapping[int, Mapping[str, Any]], before: Sequence[Mapping[str, Any]]) -> Iterator[Bar]:
    """No limit broken; the mean of the points other than `cover` at most the most of the runs before."""
    yield Bar("limits broken", sum(one["findings"] for one in runs.values()), "", 0, 0)
    if before:
        most = max(others(one) for one in before)
        yield Bar("mean of the points other than cover", fmean(others(one) for one in runs.values()), "", 0, most)
