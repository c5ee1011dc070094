from datetime import UTC, date, datetime, timedelta

from tiny_lines import Case, overtime

from scheduler.operation import Availability, Leave

MIXED = (("D", "08:00", 8), ("D", "08:00", 7.5), ("D", "08:00", 8.5))
HALVES = (("D", "08:00", 8), ("D", "08:00", 4))
WEEK = {"min": 40, "max": 40}
HIRED = {0: (None,), 1: (None,)}
FOUR_DAYS = {"days_week": {"min": 4, "max": 4}}


def leave(first, last, kind="holiday", hours=None):
    return {"leave": (Leave("ana", kind, date(2026, 2, first), date(2026, 2, last), hours=hours),)}


def span(first, last, kind="holiday", hours=None):
    """Leave between two (day, hour of Madrid's clock), an hour ahead of UTC."""
    ends = (datetime(2026, 2, day, hour, tzinfo=UTC) - timedelta(hours=1) for day, hour in (first, last))
    return Leave("ana", kind, start=next(ends), end=next(ends), hours=hours)


def rows(*leave, weekdays=()):
    spans = tuple(Availability("ana", weekday, 0, 1440) for weekday in weekdays)
    return {"leave": leave, "availability": spans}


DAYS = {"days_week": {"min": 5, "max": 5}}

EARLY, EIGHTS = (("E", "06:00", 8),), {"shifts": ("E",)}
"""Shifts of eight hours: no number of them fits between the limits beside a few hours of leave."""

CASES = [
    Case("exactly forty", WEEK, MIXED),
    Case("at most", {"max": 39.5}, MIXED),
    Case("at least", {"min": 40.5}, MIXED),
    Case("overtime adds to the most", WEEK, MIXED, contract=overtime(0.5)),
    Case("two days of leave are sixteen hours", WEEK, MIXED, operation=leave(4, 5)),
    Case("six days of leave credit five", WEEK, (("D", "08:00", 0.5),), operation=leave(2, 7)),
    Case("unpaid leave credits nothing", WEEK, MIXED, operation=leave(4, 5, "unpaid")),
    Case("leave with hours of its own", WEEK, MIXED, operation=leave(4, 4, hours=7.5)),
    Case("four days of ten", WEEK, (("D", "08:00", 10),), limits=FOUR_DAYS, operation=leave(2, 3)),
    Case("hired in the week", {"min": 36, "max": 36}, MIXED, only=HIRED, agent={"first_day": date(2026, 2, 4)}),
    Case("two weeks", {"min": 32, "max": 40}, (("D", "08:00", 8),), weeks=2, past=1),
    Case("above the most", {"max": 16}, MIXED, operation=leave(2, 5, hours=8)),
    Case("above the most, and a least", {"min": 20, "max": 30}, MIXED, operation=leave(2, 5, hours=8)),
    Case("half a day of four hours", WEEK, HALVES, operation=rows(span((5, 14), (5, 23), hours=4))),
    Case("two hours by the clock", {"min": 34, "max": 38}, HALVES, operation=rows(span((5, 9), (5, 11)))),
    Case("nine hours are a contract day", WEEK, HALVES, operation=rows(span((5, 9), (5, 18)))),
    Case("from a noon to a noon", {"min": 34, "max": 40}, HALVES, operation=rows(span((4, 18), (6, 3)))),
    Case("midnight to midnight", WEEK, HALVES, operation=rows(span((4, 0), (6, 0)))),
    Case("hours by the clock beside forty to forty", {"min": 40, "max": 40}, EARLY, contract=EIGHTS,
         operation=rows(span((5, 15), (5, 18)))),
    Case("a quarter by the clock beside five shifts", {"min": 37.5, "max": 40}, EARLY, limits=DAYS,
         contract=EIGHTS, operation=rows(span((5, 15), (5, 16), hours=0.25))),
    Case("hours by the clock and two days of leave", {"min": 40, "max": 40}, EARLY, limits=DAYS,
         contract=EIGHTS, operation=rows(
             Leave("ana", "holiday", date(2026, 2, 2), date(2026, 2, 3)), span((5, 15), (5, 18)))),
    Case("hours of its own, and no least", {"max": 16}, HALVES, operation=rows(span((5, 9), (5, 17), hours=8))),
    Case("elapsed hours, and no least", {"max": 16}, HALVES, operation=rows(span((5, 9), (5, 17)))),
    Case("hours of its own on two days, and no least", {"max": 20}, HALVES,
         operation=rows(span((4, 9), (4, 17), hours=10), span((5, 9), (5, 11), hours=2))),
    Case("hours by the clock on two days", {"min": 36, "max": 40}, HALVES,
         operation=rows(span((3, 9), (3, 12)), span((5, 9), (5, 12)))),
    Case("unpaid hours", WEEK, HALVES, operation=rows(span((5, 14), (5, 18), "unpaid"))),
    Case("a weekend beside a Friday", WEEK, HALVES, limits=DAYS, operation=leave(6, 8)),
    Case("a weekend alone", {"min": 36, "max": 40}, HALVES, limits=DAYS, operation=leave(7, 8)),
    Case("six days asked", {"min": 48, "max": 48}, (("D", "08:00", 8),), limits={"days_week": {"min": 6, "max": 6}},
         operation=leave(6, 8)),
    Case("works from Wednesday", WEEK, (("D", "08:00", 8),), operation=rows(
        Leave("ana", "holiday", date(2026, 2, 6), date(2026, 2, 9)), weekdays=(2, 3, 4, 5, 6))),
    Case("never works on Fridays", {"min": 32, "max": 32}, (("D", "08:00", 8),), limits=FOUR_DAYS, operation=rows(
        Leave("ana", "holiday", date(2026, 2, 5), date(2026, 2, 6)), weekdays=(0, 1, 2, 3))),
    Case("rows that overlap", WEEK, HALVES, operation=rows(
        Leave("ana", "holiday", date(2026, 2, 4), date(2026, 2, 5)), span((5, 9), (5, 12), hours=3),
        Leave("ana", "sick", date(2026, 2, 5), date(2026, 2, 5), hours=7.5))),
]  # fmt: skip
