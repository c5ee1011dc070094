"""What standby adds to the points of goals that count it beside shifts."""

from __future__ import annotations

from scheduler.clock import Horizon
from scheduler.count.standby_pay import standby_pay
from scheduler.count.standby_windows import duty_windows_held
from scheduler.goals.cost import Cost
from scheduler.goals.fairness import Fairness, risen
from scheduler.goals.goal import goal_of
from scheduler.operation import Operation
from scheduler.roster import Roster


def duty_points(operation: Operation, horizon: Horizon, roster: Roster) -> dict[str, float]:
    """Goal -> points of the roster less those of its shifts alone, not rounded; `cost` and `fairness`.

    Shifts alone are the roster without holders named and without rows of `on_call:` activities. Raises
    `ValidationError` where settings of the two goals are wrong.
    """
    cost = goal_of(operation, Cost)
    fairness = goal_of(operation, Fairness)
    windows = duty_windows_held(operation, horizon, roster)
    more = risen(operation, horizon, roster, windows) - risen(operation, horizon, roster, {})
    return {
        "cost": cost.weight * standby_pay(operation, horizon, roster),
        "fairness": fairness.weight * more,
    }
