"""The least number of agents: known answers, the edges, and that one fewer would not do."""

from __future__ import annotations

import math
from time import perf_counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.staffing.erlang import Target, evaluate, least_agents

EIGHTY_IN_TWENTY = Target(0.8, 20.0)


def test_eighty_in_twenty_at_ten_erlangs_needs_fourteen() -> None:
    # 13 agents answer 79.56 % within 20 s, 14 answer 88.84 %
    assert least_agents(10.0, 180.0, target=EIGHTY_IN_TWENTY) == 14


def test_pooling_two_queues_of_thirty_calls_needs_fourteen_not_sixteen() -> None:
    # 30 calls of 300 s in 30 min are 5 Erlangs and need 8; both together are 10 Erlangs and need 14
    np.testing.assert_array_equal(least_agents([5.0, 10.0], 300.0, target=EIGHTY_IN_TWENTY), [8, 14])


@pytest.mark.parametrize(
    ("calls", "handle", "endless", "minute", "two_minutes", "five_minutes"),
    [(20, 300, 6, 5, 5, 6), (60, 300, 14, 12, 12, 13), (200, 240, 32, 27, 29, 30), (600, 300, 108, 92, 98, 103)],
)
def test_impatience_saves_agents_by_losing_callers(
    calls: int, handle: int, endless: int, minute: int, two_minutes: int, five_minutes: int
) -> None:
    patience = np.array([math.inf, 60, 120, 300])
    found = least_agents(calls * handle / 1800, handle, patience, EIGHTY_IN_TWENTY)
    np.testing.assert_array_equal(found, [endless, minute, two_minutes, five_minutes])


def test_each_target_alone_can_bind() -> None:
    # 10 Erlangs of 180 s; occupancy 0.65 wants 10 / 0.65 = 15.4
    assert least_agents(10.0, 180.0, target=Target(max_occupancy=0.65)) == 16
    assert least_agents(10.0, 180.0, target=Target(asa_seconds=10.0)) == 14  # 13 wait 17.1 s, 14 wait 7.8 s
    assert least_agents(10.0, 180.0, 300.0, Target(max_abandoned=0.03)) == 13  # 13 lose 2.5 %
    assert least_agents(10.0, 180.0, target=EIGHTY_IN_TWENTY, floor=20) == 20
    assert least_agents(10.0, 180.0, target=EIGHTY_IN_TWENTY, floor=0.5) == 14


def test_without_any_target_the_load_itself_is_staffed() -> None:
    np.testing.assert_array_equal(least_agents([10.0, 10.2], 180.0), [10, 11])


def test_zero_load_needs_the_floor_and_is_served_in_full() -> None:
    np.testing.assert_array_equal(least_agents([0.0, 0.0], 180.0, target=EIGHTY_IN_TWENTY, floor=[0, 2]), [0, 2])
    found = evaluate(0, 0.0, 180.0)
    assert (float(found.service_level), float(found.asa_seconds), float(found.occupancy)) == (1.0, 0.0, 0.0)


def test_no_agents_serve_nobody() -> None:
    found = evaluate(0, 5.0, 180.0, [math.inf, 60.0], EIGHTY_IN_TWENTY)
    np.testing.assert_array_equal(found.service_level, [0.0, 0.0])
    np.testing.assert_array_equal(found.asa_seconds, [math.inf, 60.0])  # they wait as long as they have patience
    np.testing.assert_array_equal(found.abandoned, [0.0, 1.0])
    np.testing.assert_array_equal(found.occupancy, [1.0, 1.0])


def test_a_target_of_all_is_read_as_99_99_percent() -> None:
    agents = int(least_agents(10.0, 180.0, target=Target(1.0, 20.0)))
    assert agents == int(least_agents(10.0, 180.0, target=Target(0.9999, 20.0)))
    assert float(evaluate(agents, 10.0, 180.0, target=Target(1.0, 20.0)).service_level) >= 0.9999
    assert least_agents(10.0, 180.0, 60.0, Target(max_abandoned=0.0)) < 40


@pytest.mark.parametrize("patience", [5e-324, 1e-300, 1e-12, 1e-5])
def test_patience_near_none_is_a_loss_system_too(patience: float) -> None:
    found, lost = (evaluate([8, 12], 10.0, 180.0, seconds, EIGHTY_IN_TWENTY) for seconds in (patience, 0.0))
    np.testing.assert_allclose(found.abandoned, lost.abandoned, rtol=1e-6)
    np.testing.assert_allclose(found.service_level, lost.service_level, rtol=1e-6)


def test_patience_zero_is_a_loss_system() -> None:
    # 10 Erlangs lose 20 % or less from 10 agents (21.5 %) on to 11 (16.3 %)
    assert least_agents(10.0, 180.0, 0.0, EIGHTY_IN_TWENTY) == 11
    assert round(float(evaluate(10, 10.0, 180.0, 0.0).abandoned), 3) == 0.215


@given(
    st.floats(0.01, 500.0),
    st.floats(0.0, 0.99),
    st.one_of(st.just(math.inf), st.floats(0.0, 2000.0)),
    st.floats(0.5, 1.0),
    st.floats(0.01, 1.0),
)
@settings(max_examples=200, deadline=None)
def test_one_agent_fewer_breaks_a_target(
    load: float, share: float, patience: float, occupancy: float, abandoned: float
) -> None:
    target = Target(share, 20.0, max_abandoned=abandoned, max_occupancy=occupancy)
    agents = int(least_agents(load, 240.0, patience, target))
    assert meets(agents, load, patience, target)
    assert agents == 1 or not meets(agents - 1, load, patience, target)


def meets(agents: int, load: float, patience: float, target: Target) -> bool:
    found = evaluate(agents, load, 240.0, patience, target)
    busy = load / agents if math.isinf(patience) else float(found.occupancy)
    return bool(
        found.service_level >= target.share - 1e-9
        and found.abandoned <= target.max_abandoned + 1e-9
        and busy <= target.max_occupancy + 1e-9
    )


def test_a_hundred_thousand_intervals_take_less_than_two_seconds() -> None:
    loads = np.random.default_rng(1).uniform(0.5, 100.0, 100_000)
    least_agents(loads[:1], 240.0, 120.0, EIGHTY_IN_TWENTY)  # compiled, or read from its cache
    began = perf_counter()
    least_agents(loads, 240.0, 120.0, EIGHTY_IN_TWENTY)
    assert perf_counter() - began < 2.0
