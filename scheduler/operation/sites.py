"""Sites: places of work, with their clocks, holidays and rule packs."""

from __future__ import annotations

from datetime import date

from scheduler.clock import Horizon, public_holidays
from scheduler.operation.fields import Config, ZoneName


class Site(Config):
    """A place of work: its clocks, its holidays, and the rule packs that bind who works there."""

    id: str
    name: str = ""
    time_zone: ZoneName
    holidays: str | None = None
    extra_holidays: tuple[date, ...] = ()
    rules: tuple[str, ...] = ()

    def is_holiday(self, day: date) -> bool:
        """Whether the date is a public holiday here (observed days included) or one of the site's own."""
        if day in self.extra_holidays:
            return True
        return self.holidays is not None and day in public_holidays(self.holidays, day.year)

    def holidays_within(self, horizon: Horizon) -> dict[date, str]:
        """The horizon's holidays here, dates in order, with their names."""
        public: dict[date, str] = {}
        for year in range(horizon.first.year, horizon.last.year + 1):
            public |= public_holidays(self.holidays, year) if self.holidays else {}
        return {day: public.get(day, "extra holiday") for day in horizon.dates() if self.is_holiday(day)}
