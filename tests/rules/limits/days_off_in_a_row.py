from datetime import date

from tiny_lines import Case

from scheduler.operation import Leave

LEAVE = Leave("ana", "holiday", date(2026, 2, 4), date(2026, 2, 4))
AROUND_LEAVE = {2: (None,)}
LEFT = {4: (None,), 5: (None,), 6: (None,)}
TO_COME = {"first_day": date(2026, 2, 6)}
NOT_YET = {0: (None,), 1: (None,), 2: (None,), 3: (None,)}

CASES = [
    Case("at least two, but for runs that are cut", {"min": 2}, past=3),
    Case("at most two, counted through history", {"max": 2}, past=3),
    Case("between", {"min": 2, "max": 3}, past=2),
    Case("leave is a day off", {"min": 2, "max": 3}, only=AROUND_LEAVE, operation={"leave": (LEAVE,)}),
    Case("days before the first are none", {"min": 2, "max": 2}, past=0, only=NOT_YET, agent=TO_COME),
    Case("days after the last are none", {"min": 2, "max": 2}, only=LEFT, agent={"last_day": date(2026, 2, 5)}),
    Case("no history", {"min": 3}, past=0),
]
