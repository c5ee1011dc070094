"""One queue, one skill: simulation and formula agree within the confidence interval, at small and large n."""

from __future__ import annotations

import numpy as np
import pytest
from simulation_case import PHONE, crew, stage, steady

from scheduler.operation import Queue
from scheduler.staffing.erlang import ServiceLevel, Target, evaluate

# agents, contacts in half an hour of 300 s each, mean patience
CASES = [
    (1, 3, 60.0),
    (2, 6, np.inf),
    (14, 60, np.inf),
    (14, 60, 120.0),
    (110, 600, np.inf),
    (98, 600, 120.0),
]
SURE = 1.6
"""Half-widths (95 %) within which a right figure lies 998 times in 1,000; 22 are compared."""


@pytest.mark.parametrize(("agents", "volume", "patience"), CASES)
def test_simulation_agrees_with_erlang(agents: int, volume: float, patience: float) -> None:
    runs = max(10, min(40, 2_500 // volume))  # busy floors say as much in fewer runs
    found = steady(stage([PHONE], crew(agents, end=144 * 1800.0), volume, 300, patience, intervals=144), runs=runs)
    known = evaluate(agents, volume / 6, 300, patience, Target(within_seconds=20))
    for one, formula in (
        (found.service_level, known.service_level),
        (found.asa_seconds, known.asa_seconds),
        (found.occupancy, known.occupancy),
    ):
        assert abs(one.mean[0, 0] - formula) <= SURE * one.half[0, 0]
    share = found.abandoned.mean[0, 0] / found.offered.mean[0, 0]
    assert share == pytest.approx(float(known.abandoned), abs=0.01)


@pytest.mark.parametrize("definition", list(ServiceLevel))
def test_each_definition_of_service_level_is_the_formulas(definition: ServiceLevel) -> None:
    """14 agents, 120 calls of 180 s in half an hour, patience 60 s, 20 s: 0.862, 0.931, 0.880 and 0.909."""
    queue = Queue(**{**PHONE.model_dump(), "service_level_definition": str(definition)})
    found = steady(stage([queue], crew(14, end=72 * 1800.0), 120, 180, 60, intervals=72), runs=20)
    known = evaluate(14, 12, 180, 60, Target(within_seconds=20, definition=definition)).service_level
    assert abs(found.service_level.mean[0, 0] - known) <= SURE * found.service_level.half[0, 0]


def test_the_interval_narrows_with_replications() -> None:
    scene = stage([PHONE], crew(3), 10, 300, 120)
    few, many = steady(scene, runs=10), steady(scene, runs=90)
    assert many.service_level.half[0, 0] < few.service_level.half[0, 0] / 2


def test_one_replication_has_no_interval() -> None:
    found = steady(stage([PHONE], crew(3), 10), runs=1)
    assert np.isnan(found.service_level.half[0, 0])
    assert 0 < found.service_level.mean[0, 0] <= 1


def test_the_seed_decides() -> None:
    scene = stage([PHONE], crew(3), 10)
    first, again, other = (steady(scene, runs=4, seed=seed).asa_seconds.mean[0, 0] for seed in (1, 1, 2))
    assert first == again != other
