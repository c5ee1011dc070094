from datetime import date

from tiny_lines import Case

MIXED = (("D", "08:00", 8), ("D", "08:00", 7.5), ("D", "08:00", 4))

CASES = [
    Case("between", {"min": 1920, "max": 2160}, MIXED),
    Case("at least", {"min": 2400}, MIXED),
    Case("at most", {"max": 1950}, MIXED),
    Case("two weeks", {"min": 3840, "max": 4320}, (("D", "08:00", 8),), weeks=2, past=1),
    Case(
        "hired on Thursday",
        {"min": 2400},
        MIXED,
        only={day: (None,) for day in range(3)},
        agent={"first_day": date(2026, 2, 5)},
    ),
    Case(
        "left on Thursday",
        {"min": 2400, "max": 2400},
        MIXED,
        only={day: (None,) for day in (4, 5, 6)},
        agent={"last_day": date(2026, 2, 5)},
    ),
    Case(
        "here for three days of fourteen",
        {"min": 4800, "max": 4800},
        (("D", "08:00", 8),),
        weeks=2,
        past=1,
        only={day: (None,) for day in (*range(5), *range(8, 14))},
        agent={"first_day": date(2026, 2, 7), "last_day": date(2026, 2, 9)},
    ),
]
