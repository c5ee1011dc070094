from tiny_lines import Case

MIXED = (("D", "08:00", 8), ("D", "08:00", 7.5), ("D", "08:00", 4))

CASES = [
    Case("between", {"min": 1920, "max": 2160}, MIXED),
    Case("at least", {"min": 2400}, MIXED),
    Case("at most", {"max": 1950}, MIXED),
    Case("two weeks", {"min": 3840, "max": 4320}, (("D", "08:00", 8),), weeks=2, past=1),
]
