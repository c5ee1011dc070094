from datetime import UTC, date, datetime

from tiny_lines import Case

from scheduler.operation import Pin

NINE = datetime(2026, 2, 4, 8, tzinfo=UTC)
PINS = (Pin("ana", date(2026, 2, 3), "off"), Pin("ana", date(2026, 2, 6), "L"))
TIMED = (Pin("ana", date(2026, 2, 4), "D", start=NINE), Pin("ana", date(2026, 2, 1), "off"))
ENDED = (Pin("ana", date(2026, 2, 4), "D", start=NINE, end=datetime(2026, 2, 4, 16, tzinfo=UTC)),)
WORK = (("D", "08:00", 8), ("D", "09:00", 8), ("D", "09:00", 7), ("L", "14:00", 8))

CASES = [
    Case("off and late", None, WORK, operation={"pins": PINS}),
    Case("a start", None, WORK, operation={"pins": TIMED}, past=1),
    Case("a start and an end", None, WORK, operation={"pins": ENDED}, past=0),
]
