from datetime import date

from tiny_lines import Case

NEAR = (("E", "06:00", 8), ("L", "14:00", 8), ("D", "09:00", 8), ("N", "22:00", 8))

CASES = [
    Case("sixteen hours between days, eight after a late one", 11, NEAR),
    Case("exactly eleven hours", 11, (("L", "14:00", 8), ("D", "09:00", 4), ("D", "08:00", 4))),
    Case("a long rest reaches over a day off", 30, (("E", "06:00", 8), ("N", "22:00", 8))),
    Case("spring night", 9, (("N", "22:00", 8), ("L", "14:00", 8), ("L", "16:00", 8)), first=date(2026, 3, 23)),
    Case("autumn night", 8, (("N", "22:00", 8), ("L", "14:00", 8), ("D", "13:00", 8)), first=date(2026, 10, 19)),
]
