"""What a pool needs by play: against Erlang C where everyone serves everything, and played anew where not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pool_case import MONDAY_NINE, at_nine, made, person
from staffing_case import horizon, operation, phone, rows

from scheduler.staffing import staff
from scheduler.staffing.erlang import Target, evaluate
from scheduler.staffing.pool.calibrated import crew_of, pooled_queues
from scheduler.staffing.pool.flat import Crew, play


@pytest.mark.parametrize(("volume", "most"), [(10, 1.3), (30, 0.8), (200, 0.8)])
def test_queues_that_all_serve_need_what_one_queue_of_all_contacts_needs(volume: float, most: float) -> None:
    """Two queues, one twice as large: as many agents as Erlang C gives for their sum, within two; 22 alone for 15."""
    workspace = made([person("p", "a", "b")], "ab", volume)
    _, shares = at_nine(staff(workspace, horizon()))
    both = operation(phone("all"), forecast=rows(("all", MONDAY_NINE, 30, 3 * volume, 300)))
    [together] = staff(both, horizon()).agents.max(axis=1)
    assert together - 2 <= sum(shares) <= together + most


def test_one_person_of_many_spares_nothing() -> None:
    """One of 61 people serves both queues: each queue needs about as many as alone, where people are whole.

    8 agents give 5 Erlangs 86 % in 20 s where 80 % are promised, and 14 give 10 Erlangs 84 %.
    """
    people = [person(f"a{n}", "a") for n in range(30)] + [person(f"b{n}", "b") for n in range(30)]
    alone, shares = at_nine(staff(made([*people, person("p", "a", "b")], "ab"), horizon()))
    assert alone == [8, 14]
    assert sum(shares) >= 0.88 * sum(alone)


@pytest.mark.parametrize("seed", range(3))
def test_calibrated_queues_are_on_target_when_played_anew(seed: int) -> None:
    """Other contacts and other crews than those of the calibration: nobody is more than 3 points under the promise."""
    chance = np.random.default_rng(seed)
    people = [person(f"p{n}", *(name for name in "abcd" if chance.random() < 0.6)) for n in range(40)]
    workspace = made(people, "abcd", 12)
    required, off = staff(workspace, horizon()), staff(replace(workspace, pooling="off"), horizon())
    [pool] = required.pools
    list_of = list(pool.rows)
    nothing = np.zeros_like(off.agents[list_of])
    played = pooled_queues(workspace, off, list_of, (nothing, nothing), people)
    column = int(required.volume.sum(axis=0).argmax())
    told = np.zeros((4, 3))
    for number in range(20):
        told += play(crew_of(played, required.agents[list_of, column], column, chance), 5000, 100 + number)
    assert (told[:, 1] / told[:, 0] >= 0.8 - 0.03).all()
    assert required.agents[:, column].sum() < off.agents[:, column].sum()


def test_the_play_is_erlang_c() -> None:
    """One queue of 5 Erlangs and 8 agents: 80 % and more in 20 s by the formula, and by play within a point."""
    figures = (np.array([value]) for value in (1 / 60, 300.0, np.inf, 20.0))
    crew = Crew(*figures, np.array([1]), np.ones((8, 1), dtype=bool), np.zeros(8, dtype=np.int64))
    came, timely, left = play(crew, 400_000, 3)[0]
    assert left == 0
    known = float(evaluate(8, 5.0, 300.0, target=Target(within_seconds=20.0)).service_level)
    assert timely / came == pytest.approx(known, abs=0.01)


def test_floors_are_kept() -> None:
    """Hardly any contacts, everyone serves both: still 2 agents each by `minimum_agents`, and all of `must_answer`."""
    people = [person("p", "a", "b")]
    assert at_nine(staff(made(people, "ab", 0.1, minimum_agents=2), horizon()))[1] == [2, 2]
    alone, shares = at_nine(staff(made(people, "ab", 1, must_answer=0.99), horizon()))
    assert shares == alone


def test_occupancy_is_kept() -> None:
    """100, 200 and 300 Erlangs at 80 %: 125, 250 and 375 agents, together as alone."""
    alone, shares = at_nine(staff(made([person("p", "a", "b", "c")], volume=600, max_occupancy=0.8), horizon()))
    assert alone == [125, 250, 375]
    assert shares == pytest.approx(alone)
