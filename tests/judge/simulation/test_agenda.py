"""The agenda gives back events in the order of time, and a replication is the same however often it grows."""

from __future__ import annotations

import heapq

import numpy as np
import pytest
from simulation_case import EMAIL, PHONE, TEXTS, crew, stage

from scheduler.judge.simulation import events
from scheduler.judge.simulation.agenda import doubled, empty_agenda, next_time, pop, push
from scheduler.judge.simulation.settings import SimulationSettings
from scheduler.judge.simulation.simulate import replications

FENCE = -77
"""No time and no number of an event."""


@pytest.mark.parametrize("seed", range(5))
def test_events_come_out_as_heapq_gives_them(seed):
    """Times and numbers are drawn from few, so that many are equal; pushes and pops take turns by chance."""
    random = np.random.default_rng(seed)
    mine, peer = empty_agenda(4), []
    for _ in range(500):
        if peer and random.random() < 0.4:
            assert next_time(mine) == peer[0][0]
            assert pop(mine) == heapq.heappop(peer)[1]
            continue
        if mine.size[0] == mine.when.size:
            mine = doubled(mine)
        event = (float(random.integers(20)), int(random.integers(-3, 3)))
        push(mine, *event)
        heapq.heappush(peer, event)
    while peer:
        assert pop(mine) == heapq.heappop(peer)[1]
    assert next_time(mine) == np.inf


def test_a_replication_is_the_same_however_small_the_agenda_begins(monkeypatch):
    """Begun with hardly more room than one event can fill, it grows, finds what it found, and writes nowhere else."""
    floor = stage([PHONE, TEXTS, EMAIL], crew(6), volume=[8.0, 12.0, 6.0], handle=400.0, patience=300.0)
    settings, asked, fences = SimulationSettings(2, 1), [], []
    before = replications(floor, settings)
    grown = events.doubled

    def fenced(agenda):
        """An agenda whose arrays lie within larger ones, whose ends nobody may write to."""
        when, what = (np.concatenate([part, np.full(1000, FENCE, part.dtype)]) for part in (agenda.when, agenda.what))
        fences.append((when[-1000:], what[-1000:]))
        return agenda._replace(when=when[:-1000], what=what[:-1000])

    def counting(agenda):
        asked.append(agenda.when.size)
        return fenced(grown(agenda))

    monkeypatch.setattr(events, "doubled", counting)
    monkeypatch.setattr(events, "empty_agenda", lambda room: fenced(empty_agenda(room // 2 + 1)))
    after = replications(floor, settings)
    assert asked
    assert all((part == FENCE).all() for pair in fences for part in pair)
    assert all(np.array_equal(before[name], after[name], equal_nan=True) for name in before)
