from tiny_lines import Case

BOTH = (("L", "14:00", 8), ("D", "09:00", 8), ("E", "06:00", 8))

CASES = [
    Case("three late ones", {"L": 3}, BOTH),
    Case("never", {"L": 0}, BOTH),
    Case("several caps", {"L": 2, "D": 0, "E": 1}, BOTH),
]
