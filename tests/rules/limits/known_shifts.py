from datetime import date

from tiny_lines import Case

DAYS = (("D", "08:00", 4), ("D", "08:00", 4.25), ("D", "08:30", 4))
ODD = (*DAYS, ("E", "06:00", 8), ("X", "06:00", 8), ("N", "22:00", 9.5))

CASES = [
    Case("starts, lengths and names", None, ODD),
    Case("a contract's shifts", None, (("D", "09:00", 8), ("N", "22:00", 8)), contract={"shifts": ("D",)}),
    Case("spring", None, (("D", "10:00", 9), ("D", "10:30", 9)), first=date(2026, 3, 23)),
]
