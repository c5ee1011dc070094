from datetime import date

from tiny_lines import Case

WEEKENDS = {index: (None, ("E", "06:00", 8)) for index in (-1, 0, 5, 6, 7, 12, 13)}
ONLY = {index: WEEKENDS.get(index, (None,)) for index in range(-2, 14)}
SUNDAY = {index: (None, ("E", "06:00", 8)) if index in (-1, 0, 6, 7, 13) else (None,) for index in range(-2, 14)}

CASES = [
    Case("one of two", {"max": 1}, only=ONLY, weeks=2),
    Case("a bare number is the most", 1, only=ONLY, weeks=2),
    Case("none", {"max": 0}, past=1),
    Case("a Saturday of history is not counted", 1, only=SUNDAY, weeks=2, first=date(2026, 2, 1)),
]
