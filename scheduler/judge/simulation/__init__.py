"""A finished roster before simulated contacts: who is served how soon, by discrete events (see docs/simulation.md).

    settings  How often to simulate, with which seed, and what is left to chance
    agenda    What comes next by itself: contacts, breaks and rests that end, the earliest first (compiled)
    floor     The floor at one moment: waiting lines, and agents in lists by what they could take next (compiled)
    routing   Which agent takes which contact (compiled)
    events    The loop over arrivals, moves and completions (compiled)
    shifts    A rostered shift as moves from activity to activity: on a queue, break, away, home
    stage     Operation, Requirement, Roster -> arrays: queues, agents, shifts
    clocks    When deferred work is due, and when callers who still wait at closing are cut off
    chance    What differs between replications: absence, spells away from the desk, messages held at once
    contacts  Contacts drawn from the forecast, or given
    replay    Contacts read from a file
    opening   The floor before the first event: nobody at work, nobody in line
    counts    Contacts counted by queue and interval of arrival: abandoned, waited, served within the service level
    figures   Means over replications with confidence intervals, by interval, day and week
    simulate  Replications of a roster's days, two at a time, and what they come to
"""

from __future__ import annotations

from scheduler.judge.simulation.figures import Estimate, Figures
from scheduler.judge.simulation.replay import read_contacts
from scheduler.judge.simulation.settings import SimulationSettings
from scheduler.judge.simulation.simulate import Simulation, simulate

__all__ = ["Estimate", "Figures", "Simulation", "SimulationSettings", "read_contacts", "simulate"]
