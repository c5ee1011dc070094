"""The event loop against SimPy on the same contacts: every call starts at the same second with the same agent."""

from __future__ import annotations

import math

import numpy as np
import simpy
from simulation_case import PHONE, crew, played, stage

from scheduler.judge.simulation.contacts import drawn
from scheduler.judge.simulation.settings import SimulationSettings

URGENT = PHONE.model_copy(update={"id": "urgent", "priority": 1})
SKILLS = [[True, False], [True, False], [True, True], [False, True]]
RANK = [3, 1]


class Floor:
    """Two queues of unequal urgency, four agents; agents and callers are SimPy processes."""

    def __init__(self, given) -> None:
        self.given, self.env = given, simpy.Environment()
        self.line = [[], []]
        self.idle = list(range(len(SKILLS)))
        self.started = np.full(given.queue.size, np.nan)
        self.holder = np.full(given.queue.size, -1)
        self.env.process(self.arrivals())
        self.env.run()

    def arrivals(self):
        for c, moment in enumerate(self.given.arrival.tolist()):
            yield self.env.timeout(moment - self.env.now)
            able = [agent for agent in self.idle if SKILLS[agent][self.given.queue[c]]]
            if able:
                self.idle.remove(able[0])
                self.env.process(self.serve(able[0], c))
            else:
                self.line[self.given.queue[c]].append(c)

    def serve(self, agent, c):
        while c is not None:
            self.started[c], self.holder[c] = self.env.now, agent
            yield self.env.timeout(self.given.handle[c])
            c = self.next_for(agent)
        self.idle.append(agent)

    def next_for(self, agent):
        for q in sorted((0, 1), key=lambda q: RANK[q]):
            while SKILLS[agent][q] and self.line[q]:
                c = self.line[q].pop(0)
                if self.given.leave[c] >= self.env.now:
                    return c
        return None


def test_the_loop_agrees_with_simpy_call_by_call() -> None:
    scene = stage([PHONE, URGENT], crew(4), [18, 6], [300, 200], [120, math.inf], serves=SKILLS)
    given = drawn(scene, SimulationSettings(), 0)
    late = 24 * 1800.0 - 4000  # near the end the roster's agents go home; the peer's never do
    given = given._replace(handle=np.minimum(given.handle, 2000))
    told, _ = played(scene, given)
    peer = Floor(given)
    early = given.arrival < late
    assert early.sum() > 400
    assert np.isnan(told["started"][early]).sum() > 20  # calls that gave up
    np.testing.assert_allclose(told["started"][early], peer.started[early], rtol=0, atol=1e-6)
    assert told["holder"][early & ~np.isnan(told["started"])].tolist() == [
        holder for holder in peer.holder[early].tolist() if holder >= 0
    ]
