"""The search for whole legal lines, the bound over all of them, and the flow of people to queues."""

from scheduler.model.settings import SolveSettings
from scheduler.model.solve import solve

__all__ = ["SolveSettings", "solve"]
