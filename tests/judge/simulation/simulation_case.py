"""Small floors for the tests of the simulation: agents who are on from the first second to the last unless said."""

from __future__ import annotations

from datetime import date

import numpy as np

from scheduler.clock import Horizon
from scheduler.judge.simulation.contacts import Contacts
from scheduler.judge.simulation.counts import counted
from scheduler.judge.simulation.events import HOME, ON, Moves, run
from scheduler.judge.simulation.figures import figures_of
from scheduler.judge.simulation.opening import empty_floor
from scheduler.judge.simulation.settings import SimulationSettings
from scheduler.judge.simulation.shifts import Stint
from scheduler.judge.simulation.simulate import replications
from scheduler.judge.simulation.stage import Stage
from scheduler.operation import Queue, Service

HALF_HOUR = 1800.0
PHONE = Queue(id="calls", channel="phone", skill="general", language="en", service=Service(within_seconds=20))
TEXTS = PHONE.model_copy(update={"id": "texts", "channel": "sms", "concurrency": 2.0})
EMAIL = Queue(id="email", channel="email", skill="general", language="en", service=Service(within_hours=2))


def stint(agent, start=0.0, end=24 * HALF_HOUR, activity=-1, moves=None, shrinkage=0.0, absence=0.0):
    told = moves if moves is not None else ((start, ON, float(activity)),)
    return Stint(agent, start, end, (*told, (end, HOME, 0.0)), shrinkage, absence)


def stage(queues, stints, volume=0.0, handle=300.0, patience=np.inf, **more):
    """Everyone serves every queue unless `serves` [agent][queue] says otherwise; one profile an agent then."""
    intervals, serves = more.get("intervals", 24), more.get("serves")
    table = (len(queues), intervals)
    agents = 1 + max((row.agent for row in stints), default=-1)
    profiles = np.ones((1, len(queues)), dtype=bool) if serves is None else np.array(serves, dtype=bool)

    def spread(value):
        return np.broadcast_to(np.asarray(value, dtype=float).reshape(-1, 1), table).copy()

    return Stage(
        queues=tuple(queues),
        horizon=Horizon(date(2026, 12, 21), 1, "UTC"),
        step=HALF_HOUR,
        volume=spread(volume),
        handle=spread(handle),
        patience=spread(patience),
        open=more.get("is_open", np.ones(table, dtype=bool)),
        serves=profiles,
        profile=np.zeros(agents, dtype=np.int64) if serves is None else np.arange(agents),
        stints=tuple(stints),
        day=np.arange(intervals) // 48,
    )


def crew(count, **more):
    return [stint(agent, **more) for agent in range(count)]


def steady(scene, runs=40, seed=1, warm=12):
    """All intervals after the warm-up, as one column."""
    found = replications(scene, SimulationSettings(runs, seed))
    late = {name: table[:, :, warm:] for name, table in found.items()}
    return figures_of(late, np.zeros(scene.intervals - warm, dtype=np.int64))


def contacts(*rows):
    """(queue, arrival, handle, leave, due) each; leave and due may be left out."""
    full = [(*row, *(np.inf,) * (5 - len(row))) for row in rows]
    table = np.array(full, dtype=float).reshape(-1, 5)
    return Contacts(table[:, 0].astype(np.int64), *table.T[1:].copy())


def played(scene, given, held=None):
    """The floor after those contacts, and its counts."""
    rows = sorted((time, one.agent, kind, value) for one in scene.stints for time, kind, value in one.moves)
    columns = np.array(rows, dtype=float).reshape(-1, 4).T
    moves = Moves(columns[0].copy(), columns[1].astype(np.int64), columns[2].astype(np.int64), columns[3].copy())
    if held is None:
        held = np.tile(scene.concurrency.astype(np.int64), (scene.profile.size, 1))
    floor = empty_floor(scene, given, held)
    run(floor, moves)
    return floor.contacts, counted(scene, given, floor)
