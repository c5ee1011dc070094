"""The search for whole legal lines, the bound over all of them, and the flow of people to queues."""

from scheduler.model.solve import SolveSettings, solve

__all__ = ["SolveSettings", "solve"]
