"""The event loop against the plain simulation of the benchmarks: every contact of every kind starts at one second."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from simulation_case import EMAIL, HALF_HOUR, PHONE, TEXTS, contacts, played, stage, stint

from scheduler.judge.simulation.contacts import drawn
from scheduler.judge.simulation.events import OFF, ON, OPENS, PAUSE, SPELL
from scheduler.judge.simulation.settings import SimulationSettings

CASES = EMAIL.model_copy(update={"id": "cases", "channel": "case", "max_occupancy": 0.8})
QUEUES = [PHONE, TEXTS.model_copy(update={"priority": 2}), EMAIL, CASES]
CALLS, MESSAGES, EMAILS, OTHERS = range(4)
DAY = 24 * HALF_HOUR


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parents[3]))
    from benchmarks import floor, floor_people

    return SimpleNamespace(Floor=floor.Floor, Person=floor_people.Person, Contact=floor_people.Contact)


def told_by(plain, scene, given):
    """When the plain simulation starts and finishes each contact; NaN for never."""
    names = [queue.id for queue in scene.queues]

    def is_open(name, second):
        return 0 <= second < DAY and bool(scene.open[names.index(name), int(second // scene.step)])

    people = [plain.Person(frozenset(np.array(names)[scene.serves[row]]), 0.0) for row in scene.profile]
    floor = plain.Floor(scene.queues, people, is_open)
    rows = sorted((time, one.agent, kind, value) for one in scene.stints for time, kind, value in one.moves)
    for time, agent, kind, value in rows:
        floor.at(time, move(floor, people[agent], kind, value, names))
    parts = zip(given.queue, *(column.tolist() for column in given[1:]), strict=True)
    given_in = [plain.Contact(scene.queues[row], *rest) for row, *rest in parts]
    for contact in given_in:
        floor.at(contact.arrival, lambda contact=contact: floor.arrive(contact))
    floor.run()
    return [np.array([math.nan if moment is None else moment for moment in column])
            for column in zip(*((contact.started, contact.finished) for contact in given_in), strict=True)]  # fmt: skip


def move(floor, person, kind, value, names):
    """One move of the roster, as the plain simulation says it."""
    if kind == ON:
        return lambda: floor.begin(person, names[int(value)] if value >= 0 else "")
    if kind == OPENS:
        return lambda: floor.hand_out(names[int(value)])
    if kind in (PAUSE, SPELL):
        return lambda: floor.pause(person, value, by_chance=kind == SPELL)
    return lambda: floor.stop(person, home=kind != OFF)


def day_of(agent, first, second):
    """A shift on one queue and then on another, with a break, a spell away and half an hour of other work."""
    late = 600.0 * agent
    before = ((0.0, ON, first), (7000 + late, PAUSE, 900.0), (7000.5 + late, ON, second))
    after = ((12_000.5 + late, SPELL, 600.0), (20_000 + late, OFF, 0.0), (21_800 + late, ON, first))
    return stint(agent, moves=(*before, *after))


@pytest.mark.parametrize("seed", range(8))
def test_calls_messages_and_work_that_may_wait_agree_contact_by_contact(plain, seed) -> None:
    places = [(CALLS, EMAILS), (EMAILS, CALLS), (MESSAGES, OTHERS), (OTHERS, MESSAGES), (-1, EMAILS), (EMAILS, OTHERS)]
    serves = [[False, True, False, True], [True, False, True, True], [True, True, True, True]]
    days = [day_of(agent, first, second) for agent, (first, second) in enumerate(places)]
    is_open = np.ones((4, 24), dtype=bool)
    is_open[EMAILS, :4] = False
    scene = stage(QUEUES, days, [12, 9, 8, 6], [300, 200, 600, 900], [200, math.inf, math.inf, math.inf],
                  serves=serves, is_open=is_open)  # fmt: skip
    opening = stint(0, moves=((7200.0, OPENS, EMAILS),))
    scene = replace(scene, stints=(*scene.stints, replace(opening, moves=opening.moves[:1])))
    scene = replace(scene, profile=np.array([1, 1, 0, 0, 2, 2]))
    given = drawn(scene, SimulationSettings(), seed)
    told, _ = played(scene, given, np.where(np.arange(4) == MESSAGES, 2, 1) * np.ones((6, 1), dtype=np.int64))
    started, finished = told_by(plain, scene, given)
    assert np.isnan(started).sum() > 5  # calls that gave up
    np.testing.assert_allclose(told["started"], started, rtol=0, atol=1e-6)
    np.testing.assert_allclose(told["finished"], finished, rtol=0, atol=1e-6)


def test_an_agent_sent_to_the_work_that_filled_idle_time_does_not_do_it_twice(plain) -> None:
    """On calls an agent fills time with an email of an hour, is rostered on email after half of it, and keeps it.

    A call finds nobody then; the second email begins when the first is done.
    """
    queues = [PHONE, EMAIL.model_copy(update={"service": EMAIL.service.model_copy(update={"within_hours": 9})})]
    scene = stage(queues, [stint(0, moves=((0.0, ON, 0.0), (HALF_HOUR, ON, 1.0)))])
    rows = [(1, 10, 3600), (1, 20, 3600), (1, 30, 3600), (0, 2000, 60)]
    told, _ = played(scene, contacts(*rows))
    assert told["started"][:3].tolist() == [10, 3610, 7210]
    assert told["started"][3] == 10_810
    started, _ = told_by(plain, scene, contacts(*rows))
    np.testing.assert_allclose(told["started"], started)
