from datetime import date

from tiny_lines import Case

ROUND = (("E", "06:00", 8), ("N", "22:00", 8), ("L", "14:00", 8))
HALF = (("E", "06:00", 6), ("L", "18:00", 6))
SIX, LATE = (("E", "06:00", 8),), (("L", "14:00", 6.5),)
NEW_YORK = {"time_zone": "America/New_York"}
SUNDAY = {"first": date(2026, 2, 1)}

WORKED = dict.fromkeys(range(-21, 0), SIX)

CASES = [
    Case("a day and a half, after two days of work", 36, ROUND, only={-1: ROUND, -2: ROUND}),
    Case("exactly thirty-six hours over the edge", 36, HALF, past=3),
    Case("a little more than thirty-six", {"hours": 36.5}, HALF, past=7),
    Case("two days, after a week of work", 48, ROUND, past=7, only=WORKED),
    Case("spring", 36, HALF, first=date(2026, 3, 23), past=4),
    Case("autumn, and the clocks of another zone", 36, HALF, first=date(2026, 10, 26), agent=NEW_YORK, past=7),
    Case("each of two weeks", 36, SIX, weeks=2, past=1),
    Case("each of three, late shifts, history of two", 41, LATE, weeks=3, past=14),
    Case("weeks that begin on Sundays", 48, SIX, weeks=3, past=6, **SUNDAY),
    Case("half a week, so that one stretch makes blocks for two", 84, SIX, weeks=3, past=10),
    Case("a whole week", 168, SIX, weeks=2, past=8),
    Case("fourteen days with history", {"hours": 36, "every_days": 14}, SIX, past=21, only=WORKED),
    Case("fourteen days twice", {"hours": 60, "every_days": 14}, SIX, past=3, weeks=3),
    Case("fourteen days over the edges", {"hours": 48, "every_days": 14}, SIX, past=17, weeks=4),
    Case("three weeks", {"hours": 72, "every_days": 21}, LATE, past=22, weeks=5),
]
