"""A zone's VTIMEZONE with yearly rules: Outlook reads those, and lists of dates not."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from scheduler.clock import zone

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LONG_AGO = datetime(1970, 1, 1)  # noqa: DTZ001 - wall time, as RFC 5545 wants it


@dataclass(frozen=True)
class Change:
    """Clocks change: at that wall time (of the offset before) from one offset to another."""

    onset: datetime
    before: timedelta
    after: timedelta
    name: str
    summer: bool

    @property
    def rule(self) -> tuple[object, ...]:
        """Month, which weekday of it (-1 is the last), hour and minute: the same in each year if a rule holds."""
        last = self.onset.day + 7 > calendar.monthrange(self.onset.year, self.onset.month)[1]
        which = -1 if last else (self.onset.day - 1) // 7 + 1
        return (
            self.onset.month,
            f"{which}{WEEKDAYS[self.onset.weekday()]}",
            self.onset.time(),
            self.before,
            self.after,
        )


def vtimezone(zone_name: str, first_year: int, last_year: int) -> Timezone:
    """The component for one zone that is right from the first year to the last, by rules where the years agree."""
    made = Timezone()
    made.add("tzid", zone_name)
    found = changes(zone_name, first_year - 1, last_year)
    rules = {change.rule: change for change in reversed(found)}
    yearly = len(rules) * (last_year - first_year + 2) == len(found)
    for change in sorted(rules.values(), key=lambda row: row.onset) if yearly else found:
        made.add_component(_observance(change, yearly))
    if not found:
        moment = datetime(first_year, 1, 1, tzinfo=zone(zone_name))
        offset = moment.utcoffset() or timedelta(0)
        made.add_component(_observance(Change(LONG_AGO, offset, offset, moment.tzname() or zone_name, False), False))
    return made


def changes(zone_name: str, first_year: int, last_year: int) -> list[Change]:
    """Every change of the clocks from the first year to the last, in order."""
    found = []
    moment = datetime(first_year, 1, 1, tzinfo=UTC)
    while moment.year <= last_year:
        later = moment + timedelta(days=1)
        if _offset(moment, zone_name) != _offset(later, zone_name):
            found.append(_change(moment, later, zone_name))
        moment = later
    return found


def _offset(moment: datetime, zone_name: str) -> timedelta:
    return moment.astimezone(zone(zone_name)).utcoffset() or timedelta(0)


def _change(early: datetime, late: datetime, zone_name: str) -> Change:
    before, after = _offset(early, zone_name), _offset(late, zone_name)
    while late - early > timedelta(minutes=1):
        middle = early + (late - early) / 2
        middle = middle.replace(second=0, microsecond=0)
        early, late = (middle, late) if _offset(middle, zone_name) == before else (early, middle)
    reading = late.astimezone(zone(zone_name))
    return Change(
        onset=(late + before).replace(tzinfo=None),
        before=before,
        after=after,
        name=reading.tzname() or zone_name,
        summer=bool(reading.dst()),
    )


def _observance(change: Change, yearly: bool) -> TimezoneStandard | TimezoneDaylight:
    made = TimezoneDaylight() if change.summer else TimezoneStandard()
    made.add("dtstart", change.onset)
    made.add("tzoffsetfrom", change.before)
    made.add("tzoffsetto", change.after)
    made.add("tzname", change.name)
    if yearly:
        made.add("rrule", {"freq": "yearly", "bymonth": change.onset.month, "byday": change.rule[1]})
    return made
