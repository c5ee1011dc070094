from tiny_lines import Case

from scheduler.operation import Break

LENGTHS = (("D", "08:00", 4), ("D", "08:00", 4.5), ("D", "10:00", 9))
LUNCH = Break(name="law-lunch", minutes=30, between_hours=(2, 2), if_hours_at_least=4)

CASES = [
    Case("no break at all", {"max": 240}, LENGTHS),
    Case("one break at one hour only", {"max": 120}, LENGTHS, operation={"law_breaks": {"here": (LUNCH,)}}),
]
