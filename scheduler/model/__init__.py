"""Lines are proposed, CP-SAT disposes: the search for whole legal lines, the bound, and the flow of people to queues."""

from scheduler.model.solve import SolveSettings, solve

__all__ = ["SolveSettings", "solve"]
