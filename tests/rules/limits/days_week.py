from datetime import UTC, date, datetime

from tiny_lines import Case

from scheduler.operation import Leave

AWAY = Leave("ana", "holiday", date(2026, 2, 3), date(2026, 2, 5))
MORNING = Leave("ana", "doctor", start=datetime(2026, 2, 4, 8, tzinfo=UTC), end=datetime(2026, 2, 4, 10, tzinfo=UTC))
FRIDAY = Leave("ana", "holiday", start=datetime(2026, 2, 5, 23, tzinfo=UTC), end=datetime(2026, 2, 6, 23, tzinfo=UTC))
WEEKEND = Leave("ana", "holiday", date(2026, 2, 6), date(2026, 2, 8))
ON_LEAVE = {1: (None,), 2: (None,), 3: (None,)}
LEFT = {5: (None,), 6: (None,)}

CASES = [
    Case("exactly five", {"min": 5, "max": 5}),
    Case("at most four", {"max": 4}),
    Case("at least three", {"min": 3}),
    Case("leave counts as worked", {"min": 4, "max": 4}, only=ON_LEAVE, operation={"leave": (AWAY,)}),
    Case("credits no more days than worked", {"min": 2, "max": 2}, only=ON_LEAVE, operation={"leave": (AWAY,)}),
    Case("left in the week", {"min": 4, "max": 4}, only=LEFT, agent={"last_day": date(2026, 2, 6)}),
    Case("two weeks", {"min": 4, "max": 5}, weeks=2, past=1),
    Case("leave above the most", {"max": 2}, operation={"leave": (AWAY,)}),
    Case("some hours are no day", {"max": 4}, operation={"leave": (MORNING,)}),
    Case("a day from midnight to midnight", {"max": 4}, operation={"leave": (FRIDAY,)}),
    Case("a day from midnight to midnight is asked", {"min": 5}, operation={"leave": (FRIDAY,)}),
    Case("a weekend is no leave", {"min": 4, "max": 5}, operation={"leave": (WEEKEND,)}),
]
