from tiny_lines import Case

CASES = [Case("late, then early or day", None, (("L", "14:00", 8), ("E", "06:00", 8), ("N", "22:00", 8)), past=2)]
