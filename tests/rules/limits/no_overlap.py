from datetime import date

from tiny_lines import Case

NIGHT, NINE, SEVEN = ("N", "22:00", 8), ("N", "22:00", 9), ("N", "22:00", 7)
EARLY, DAWN = ("E", "06:00", 8), ("E", "05:00", 8)

CASES = [
    Case("early as the night ends, and an hour before", None, (NIGHT, EARLY, DAWN)),
    Case("spring: the night ends an hour later", None, (NIGHT, EARLY, SEVEN), first=date(2026, 3, 23)),
    Case("autumn: the night ends an hour earlier", None, (NINE, EARLY, DAWN), first=date(2026, 10, 19)),
    Case("a shift of thirty-six hours over a day off", None, (("E", "06:00", 36), EARLY, ("L", "18:00", 8))),
    Case("the night before the horizon", None, (EARLY, DAWN), only={-1: (NIGHT,), -2: (None,)}),
    Case("nights alone never overlap", None, (NIGHT, NINE), one_sided=True),
]
