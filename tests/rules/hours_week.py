from datetime import date

from tiny_lines import Case, overtime

from scheduler.operation import Leave

MIXED = (("D", "08:00", 8), ("D", "08:00", 7.5), ("D", "08:00", 8.5))
WEEK = {"min": 40, "max": 40}
HIRED = {0: (None,), 1: (None,)}
FOUR_DAYS = {"days_week": {"min": 4, "max": 4}}


def leave(first, last, kind="holiday", hours=None):
    return {"leave": (Leave("ana", kind, date(2026, 2, first), date(2026, 2, last), hours=hours),)}


CASES = [
    Case("exactly forty", WEEK, MIXED),
    Case("at most", {"max": 39.5}, MIXED),
    Case("at least", {"min": 40.5}, MIXED),
    Case("overtime adds to the most", WEEK, MIXED, contract=overtime(0.5)),
    Case("two days of leave are sixteen hours", WEEK, MIXED, operation=leave(4, 5)),
    Case("six days of leave credit five", WEEK, (("D", "08:00", 0.5),), operation=leave(2, 7)),
    Case("unpaid leave credits nothing", WEEK, MIXED, operation=leave(4, 5, "unpaid")),
    Case("leave with hours of its own", WEEK, MIXED, operation=leave(4, 4, hours=7.5)),
    Case("four days of ten", WEEK, (("D", "08:00", 10),), limits=FOUR_DAYS, operation=leave(2, 3)),
    Case("hired in the week", {"min": 36, "max": 36}, MIXED, only=HIRED, agent={"first_day": date(2026, 2, 4)}),
    Case("two weeks", {"min": 32, "max": 40}, (("D", "08:00", 8),), weeks=2, past=1),
]
