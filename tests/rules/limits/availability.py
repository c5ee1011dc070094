from datetime import date

from tiny_lines import Case

from scheduler.operation import Availability

EARLY, LATE, NIGHT, NOON = ("E", "06:00", 8), ("L", "14:00", 8), ("N", "22:00", 8), ("D", "10:00", 8)
OFFICE = tuple(Availability("ana", weekday, 360, 1080) for weekday in range(5))
JOINED = (Availability("ana", 1, 360, 840), Availability("ana", 1, 840, 1440), Availability("ana", 2, 0, 360))
NIGHTS = tuple(Availability("ana", weekday, 1320, 1800) for weekday in range(7))
MORNING = (Availability("ana", 0, 1200, 2280), Availability("ana", 3, 0, 1440))

CASES = [
    Case("weekdays from six to six", None, (EARLY, NOON, LATE), operation={"availability": OFFICE}),
    Case("spans that touch are one", None, (EARLY, NOON, NIGHT), operation={"availability": JOINED}),
    Case("nights, autumn's of nine hours included", None, (NIGHT, ("N", "22:00", 9), ("N", "21:00", 8)),
         operation={"availability": NIGHTS}, first=date(2026, 10, 19)),
    Case("a span into the next day", None, (EARLY, NIGHT), operation={"availability": MORNING}),
    Case("no rows", None, (EARLY, NIGHT), one_sided=True),
]  # fmt: skip
