"""A finished roster before simulated contacts: who is served how soon, by discrete events (see docs/simulation.md).

settings   how often, with which seed, which chance
stage      Operation, Requirement, Roster -> arrays: queues, agents, shifts
shifts     the roster as moves: on a queue, break, away, home
chance     what differs between replications: absence, spells away from the desk, messages held at once
clocks     when work that may wait is due, when callers give up at closing
contacts   contacts drawn from the forecast, or given
replay     contacts read from a file
floor      the state of the floor, and its lists
routing    which agent takes which contact
events     the loop over arrivals, moves and completions
counts     contacts -> counts by queue and interval
figures    counts -> means with confidence intervals, by interval, day and week
simulate   the whole of it, replication by replication
"""

from __future__ import annotations

from scheduler.judge.simulation.figures import Estimate, Figures
from scheduler.judge.simulation.replay import read_contacts
from scheduler.judge.simulation.settings import SimulationSettings
from scheduler.judge.simulation.simulate import Simulation, simulate

__all__ = ["Estimate", "Figures", "Simulation", "SimulationSettings", "read_contacts", "simulate"]
