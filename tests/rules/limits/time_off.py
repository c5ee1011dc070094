from datetime import UTC, date, datetime

from tiny_lines import Case

from scheduler.operation import Leave

NIGHTS = (("E", "06:00", 8), ("N", "22:00", 8), ("N", "16:00", 8))
WHOLE = Leave("ana", "holiday", date(2026, 2, 4), date(2026, 2, 5))
SPAN = Leave("ana", "doctor", start=datetime(2026, 2, 3, 13, tzinfo=UTC), end=datetime(2026, 2, 3, 15, tzinfo=UTC))
SPRING = Leave("ana", "holiday", date(2026, 3, 29), date(2026, 3, 29))

CASES = [
    Case("whole days, the night before included", None, NIGHTS, operation={"leave": (WHOLE,)}),
    Case("a span of hours", None, NIGHTS, operation={"leave": (SPAN, WHOLE)}),
    Case("the day of 23 hours", None, NIGHTS, operation={"leave": (SPRING,)}, first=date(2026, 3, 23)),
]
