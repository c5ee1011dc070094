from datetime import date

from tiny_lines import Case

from scheduler.operation import Shift

DAYS = (("E", "06:00", 8), ("D", "08:00", 8), ("D", "10:00", 8), ("L", "14:00", 8))
AROUND = (("N", "22:00", 8), ("E", "06:00", 8), ("L", "14:00", 8))
NIGHT = (("N", "02:30", 4), ("D", "04:00", 4))
SHIFTS = {"N": Shift(id="N", start="02:30", hours=4), "D": Shift(id="D", start="04:00", hours=4)}

CASES = [
    Case("two hours", 2, DAYS, past=1),
    Case("four hours", {"hours": 4}, DAYS, past=1),
    Case("none at all", 0, DAYS, past=1),
    Case("the arc passes midnight", 8, AROUND, past=1),
    Case("sixteen hours of three", 16, AROUND, past=0, one_sided=True),
    Case("two weeks", 2, DAYS[:2], past=0, weeks=2, one_sided=True),
    Case("two weeks apart", 1, DAYS[:2], past=0, weeks=2),
    Case("a start that spring moves to 03:00", 1, NIGHT, past=0, first=date(2026, 3, 23), operation={"shifts": SHIFTS}),
]
