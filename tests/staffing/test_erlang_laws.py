"""What holds for every queue: monotone in agents, Erlang A between B and C, Little's law, and the balance of states."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.staffing.erlang import ServiceLevel, Target, erlang_b, erlang_c, evaluate

LOADS = st.floats(0.01, 300.0)
PATIENCES = st.one_of(st.just(0.0), st.floats(0.5, 5000.0), st.just(math.inf))


def balanced(agents: int, load: float, handle: float, patience: float) -> tuple[float, float, float]:
    """(share that waits, share abandoned, mean contacts waiting) from the states' balance, summed the plain way."""
    weights, present = [1.0], 0
    while present < agents or weights[-1] > 1e-18 * max(weights):
        present += 1
        leaving = min(present, agents) + max(0, present - agents) * handle / patience
        weights.append(weights[-1] * load / leaving)
    share = np.array(weights) / sum(weights)
    queue = float((share * np.maximum(np.arange(share.size) - agents, 0)).sum())
    return float(share[agents:].sum()), queue / patience * handle / load, queue


@pytest.mark.parametrize(
    ("agents", "load", "handle", "patience"),
    [(1, 0.3, 300, 60), (3, 5.0, 240, 600), (14, 12.0, 180, 60), (40, 60.0, 120, 90), (9, 10.0, 180, 4000)],
)
def test_erlang_a_is_the_balance_of_its_states(agents: int, load: float, handle: float, patience: float) -> None:
    found = evaluate(agents, load, handle, patience)
    waits, abandoned, queue = balanced(agents, load, handle, patience)
    np.testing.assert_allclose(found.probability_of_wait, waits, rtol=1e-10)
    np.testing.assert_allclose(found.abandoned, abandoned, rtol=1e-9)
    np.testing.assert_allclose(found.asa_seconds * load / handle, queue, rtol=1e-9)  # Little: waiting = rate x wait


@given(LOADS, st.integers(1, 350), PATIENCES)
@settings(max_examples=150, deadline=None)
def test_shares_are_shares_and_more_agents_serve_better(load: float, agents: int, patience: float) -> None:
    for definition in ServiceLevel:
        few, more = (evaluate(n, load, 200.0, patience, Target(0.8, 20.0, definition)) for n in (agents, agents + 1))
        for figures in (few, more):
            for share in (figures.service_level, figures.abandoned, figures.occupancy, figures.probability_of_wait):
                assert -1e-12 <= share <= 1 + 1e-12
        assert more.service_level >= few.service_level - 1e-9
        assert more.asa_seconds <= few.asa_seconds + 1e-9
        assert more.abandoned <= few.abandoned + 1e-12
        assert more.occupancy <= few.occupancy + 1e-12


@given(LOADS, st.integers(1, 350), st.floats(0.5, 5000.0))
@settings(max_examples=100, deadline=None)
def test_what_comes_in_is_served_or_lost(load: float, agents: int, patience: float) -> None:
    found = evaluate(agents, load, 200.0, patience)
    assert math.isclose(float(found.occupancy) * agents, load * (1 - float(found.abandoned)), rel_tol=1e-9)
    assert math.isclose(float(found.abandoned) * patience, float(found.asa_seconds), rel_tol=1e-9, abs_tol=1e-12)


def test_erlang_a_becomes_erlang_c_as_patience_grows_and_erlang_b_as_it_shrinks() -> None:
    endless, none = evaluate(12, 10.0, 180.0, math.inf), evaluate(12, 10.0, 180.0, 0.0)
    nearer = [float(evaluate(12, 10.0, 180.0, patience).probability_of_wait) for patience in (1e3, 1e5, 1e7)]
    away = [abs(waits - float(endless.probability_of_wait)) for waits in nearer]
    assert away[0] > away[1] > away[2]
    assert away[2] < 1e-4
    np.testing.assert_allclose(evaluate(12, 10.0, 180.0, 1e8).asa_seconds, endless.asa_seconds, rtol=1e-4)
    np.testing.assert_allclose(evaluate(12, 10.0, 180.0, 1e-6).abandoned, none.abandoned, rtol=1e-6)
    assert float(none.abandoned) == pytest.approx(float(erlang_b(12, 10.0)))


def test_the_four_definitions_differ_as_the_benchmarks_say() -> None:
    # 4 calls a minute of 3 minutes, 14 agents, patience 1 minute, 20 seconds
    levels = [float(evaluate(14, 12.0, 180, 60, Target(0.8, 20, name)).service_level) for name in ServiceLevel]
    assert [round(level, 3) for level in levels] == [0.862, 0.931, 0.880, 0.909]


def test_the_wait_of_the_answered_is_the_mean_of_a_distribution() -> None:
    # E[W | answered] = integral over t of P(answered, W > t) / P(answered), by the trapezium rule
    instants = np.linspace(0.0, 900.0, 9001)
    answered_by = np.array([evaluate(11, 12.0, 180, 90, Target(0.8, float(t))).service_level for t in instants])
    total = 1.0 - float(evaluate(11, 12.0, 180, 90).abandoned)
    mean = float(np.trapezoid(total - answered_by, instants)) / total
    assert float(evaluate(11, 12.0, 180, 90).asa_answered_seconds) == pytest.approx(mean, rel=1e-4)


def test_large_pools_neither_overflow_nor_lose_digits() -> None:
    assert float(erlang_b(1000, 1000.0)) == pytest.approx(0.0248, abs=5e-5)
    assert float(erlang_c(5050, 5000.0)) == pytest.approx(0.368, abs=5e-4)
    found = evaluate([1, 4000, 5000, 5200, 9000, 50_000], 5000.0, 240.0, 600.0, Target(0.8, 20))
    assert np.isfinite([found.service_level, found.asa_seconds, found.abandoned, found.occupancy]).all()
    assert float(found.abandoned[1]) == pytest.approx(0.2, rel=1e-9)  # the fluid limit: 1 - 4000 / 5000
    assert list(np.diff(found.service_level) >= 0) == [True] * 5


@given(st.floats(-6, 4), st.floats(-1, 1), st.floats(-1, 5), st.floats(-6, 8), st.sampled_from(list(ServiceLevel)))
@settings(max_examples=200, deadline=None)
def test_no_size_of_anything_gives_nonsense(
    load: float, agents: float, handle: float, patience: float, definition: ServiceLevel
) -> None:
    count = max(1, round(10 ** (load + agents)))
    target = Target(0.8, 20.0, definition, 5.0)
    found = evaluate([count, count + 1], 10.0**load, 10.0**handle, 10.0**patience, target)
    shares = (found.service_level, found.abandoned, found.occupancy, found.probability_of_wait)
    assert all((share >= -1e-12).all() and (share <= 1 + 1e-9).all() for share in shares)
    assert found.service_level[1] >= found.service_level[0] - 1e-6
    assert np.isfinite([found.asa_seconds, found.asa_answered_seconds]).all()


def test_the_closed_form_of_a_great_overload_continues_the_series() -> None:
    # eta = 10 * patience / 180 passes 1e5 at 1.8e6 s; on both sides 1 of 10 contacts is lost: 9 agents, 10 Erlangs
    for patience in (1.7e6, 1.9e6):
        found = evaluate(9, 10.0, 180.0, patience)
        assert float(found.abandoned) == pytest.approx(0.1, rel=1e-6)
        assert float(found.asa_answered_seconds) / patience == pytest.approx(math.log(10 / 9), rel=1e-3)  # fluid wait
