from tiny_lines import Case

from scheduler.operation import Break

LONG = (("D", "08:00", 9), ("D", "08:00", 9.5))
LUNCH = Break(name="law-pause", minutes=30, paid=False, between_hours=(2, 5), if_hours_at_least=6)

CASES = [
    Case("nine hours", 9, LONG),
    Case("unpaid breaks are no work", {"max": 8.5}, LONG, operation={"law_breaks": {"here": (LUNCH,)}}),
]
