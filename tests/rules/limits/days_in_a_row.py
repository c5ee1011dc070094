from datetime import date

from tiny_lines import Case

CASES = [
    Case("at most three, counted through history", {"max": 3}, past=3),
    Case("at least three, but for runs that are cut", {"min": 3}, past=3),
    Case("between", {"min": 2, "max": 4}, past=3),
    Case("six of seven", {"max": 6}, past=0),
    Case("no history", {"min": 2, "max": 5}, past=0),
    Case("history is over the most already", {"max": 2}, past=4),
    Case("two weeks", {"min": 2, "max": 5}, past=2, weeks=2),
    Case(
        "left on Wednesday",
        {"min": 3},
        only={day: (None,) for day in range(3, 7)},
        agent={"last_day": date(2026, 2, 4)},
    ),
    Case(
        "hired on Wednesday", {"min": 3}, only={day: (None,) for day in range(2)}, agent={"first_day": date(2026, 2, 4)}
    ),
]
