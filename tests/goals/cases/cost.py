"""Paid hours at the contract's rate, and overtime beyond the week's maximum."""

from terms_case import people

from scheduler.operation import Contract, Overtime

LONGER = Overtime(max_hours_week=16, factor=1.5)
FULL = Contract(id="full", cost_hour=12, limits={"hours_week": {"max": 24}}, overtime=LONGER)
CASES = {
    "paid hours": people(goals={"cost": {"weight": 2}}),
    "overtime": people(goals={"cost": 1}, contract=FULL),
}
