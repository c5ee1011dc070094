"""SimpleMSK, a published multi-skill target: service level, occupancy, abandoned and served, against its figures.

L'Ecuyer's example of three call types and two groups of agents over three two-hour periods. Types 0 and 2 have one
group each, type 1 goes to group 0 first, then 1; a freed agent takes whoever has waited longest. Service and patience
rates are those of the period of arrival; one Gamma factor a day scales all arrivals; the last period's agents stay
until nobody waits. As there, service level leaves out who gives up within 20 s, and occupancy is that of group 0.
"""

from __future__ import annotations

import argparse
from datetime import date

import numpy as np

from scheduler.clock import Horizon
from scheduler.judge.simulation.chance import held_at_once, moves_of
from scheduler.judge.simulation.contacts import drawn
from scheduler.judge.simulation.counts import counted
from scheduler.judge.simulation.events import HOME, ON, run
from scheduler.judge.simulation.figures import mean, ratio
from scheduler.judge.simulation.opening import empty_floor
from scheduler.judge.simulation.settings import SimulationSettings
from scheduler.judge.simulation.shifts import Stint
from scheduler.judge.simulation.simulate import each
from scheduler.judge.simulation.stage import Stage
from scheduler.operation import Queue, Service

PERIOD = 7200.0
RATES = np.array([[4.2, 5.3, 3.2], [5.1, 4.3, 4.8], [6.3, 5.2, 4.8]])
"""[type, period] calls a minute."""
SERVED, GONE = np.array([0.5, 0.6, 0.4, 0.4]), np.array([0.3, 0.4, 0.2, 0.2])
"""[period] rates a minute; the fourth period only finishes what came before."""
AGENTS = ((12, 18, 9), (15, 20, 11))
"""[group][period]"""
OWN = (1, 2)
"""The type that comes to a group first."""
SERVICE = Service(within_seconds=20)
FACTOR_CV = 28.7**-0.5
BARS = {"service level": (0.501, 0.008), "occupancy": (0.881, 0.005), "abandoned": (910, 27.3), "served": (4297, 43)}
"""Figure -> published, and how far off we may be."""


def stage() -> Stage:
    """Two profiles; agents beyond the next period's number go home when their call is done."""
    profile: list[int] = []
    stints: list[Stint] = []
    for group, numbers in enumerate(AGENTS):
        for rank in range(max(numbers)):
            agent = len(profile)
            profile.append(group)
            for period in range(3):
                if rank < numbers[period]:
                    start, end = period * PERIOD, (period + 1 + (period == 2)) * PERIOD
                    moves = ((start, ON, float(OWN[group])), (end, HOME, 0.0))
                    stints.append(Stint(agent, start, end, moves, 0.0, 0.0))
    queues = tuple(
        Queue(
            id=f"type {k}",
            channel="phone",
            skill="any",
            language="en",
            service=SERVICE,
            service_level_definition="short_abandons_excluded",
        )
        for k in range(3)
    )
    return Stage(
        queues=queues,
        horizon=Horizon(date(2026, 12, 21), 1, "UTC"),
        step=PERIOD,
        volume=np.hstack([RATES * PERIOD / 60, np.zeros((3, 1))]),
        handle=np.tile(60 / SERVED, (3, 1)),
        patience=np.tile(60 / GONE, (3, 1)),
        open=np.ones((3, 4), dtype=bool),
        serves=np.array([[True, True, False], [False, True, True]]),
        profile=np.array(profile, dtype=np.int64),
        stints=tuple(stints),
        day=np.zeros(4, dtype=np.int64),
    )


def figures(days: int, seed: int = 1) -> dict[str, tuple[float, float]]:
    """Figure -> (mean, half-width of its 95 % confidence interval)."""
    scene, settings = stage(), SimulationSettings(days, seed, forecast_error=FACTOR_CV)
    told = np.zeros((days, 6))

    def one(number: int) -> None:
        told[number] = a_day(scene, settings, number)

    each(one, days)
    good, base, abandoned, answered, busy, there = told.T
    found = {"service level": ratio(good, base), "occupancy": ratio(busy, there)}
    found |= {"abandoned": mean(abandoned), "served": mean(answered)}
    return {name: (float(one.mean), float(one.half)) for name, one in found.items()}


def a_day(scene: Stage, settings: SimulationSettings, number: int) -> tuple[float, ...]:
    """Good, judged, abandoned, served; busy and present seconds of group 0, until the day's last call is done."""
    contacts = drawn(scene, settings, number)
    random = np.random.default_rng([settings.seed, number, 3])
    floor = empty_floor(scene, contacts, held_at_once(scene, random))
    run(floor, moves_of(scene, settings, random))
    counts = counted(scene, contacts, floor)
    after = max(0.0, float(np.nanmax(floor.contacts["finished"])) - 3 * PERIOD)
    there = counts.present[0, :3].sum() + AGENTS[0][2] * after
    totals = (counts.good, counts.base, counts.abandoned, counts.answered)
    return (*(float(table.sum()) for table in totals), float(counts.busy[0].sum()), float(there))


def main(argv: list[str]) -> int:
    """Print each figure beside the published one."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks simplemsk", description=__doc__)
    parser.add_argument("--days", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(argv)
    print(f"{chosen.days} days; ± is the 95 % confidence interval")
    for name, (found, half) in figures(chosen.days, chosen.seed).items():
        known, off = BARS[name]
        met = "yes" if abs(found - known) <= off else "NO"
        print(f"{name:<14}{found:>10.4g} ± {half:<8.2g} published {known:g} ± {off:g}: {met}")
    return 0
