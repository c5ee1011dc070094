from datetime import date

from tiny_lines import Case

ROUND = (("E", "06:00", 8), ("N", "22:00", 8), ("L", "14:00", 8))
HALF = (("E", "06:00", 6), ("L", "18:00", 6))
NEW_YORK = {"time_zone": "America/New_York"}

CASES = [
    Case("a day and a half", 36, ROUND),
    Case("exactly thirty-six hours", 36, HALF),
    Case("a little more than thirty-six", {"hours": 36.5}, HALF),
    Case("two days", 48, ROUND),
    Case("spring", 36, HALF, first=date(2026, 3, 23), past=1),
    Case("autumn, and the clocks of another zone", 36, HALF, first=date(2026, 10, 26), agent=NEW_YORK),
    Case("each of two weeks", 36, (("E", "06:00", 8),), weeks=2, past=1),
    Case("fourteen days with history", {"hours": 36, "every_days": 14}, (("E", "06:00", 8),), past=7),
    Case("fourteen days twice", {"hours": 60, "every_days": 14}, (("E", "06:00", 8),), past=3, weeks=2),
]
