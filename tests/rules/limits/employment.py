from datetime import date

from tiny_lines import Case

CASES = [
    Case("hired", agent={"first_day": date(2026, 2, 4)}),
    Case("leaves", agent={"last_day": date(2026, 2, 4)}),
    Case("both", agent={"first_day": date(2026, 2, 3), "last_day": date(2026, 2, 7)}),
]
