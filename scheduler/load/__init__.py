"""Files -> Operation, with every complaint at once; report folders -> Roster (rosters.py)."""

from scheduler.load.horizon import choose_horizon
from scheduler.load.workspace import load

__all__ = ["choose_horizon", "load"]
