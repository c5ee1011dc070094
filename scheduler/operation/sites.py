"""Sites: places of work, with their clocks, holidays and rule packs."""

from __future__ import annotations

from datetime import date

from scheduler.operation.fields import Config, ZoneName


class Site(Config):
    """A place of work: its clocks, its holidays, and the rule packs that bind who works there."""

    id: str
    name: str = ""
    time_zone: ZoneName
    holidays: str | None = None
    extra_holidays: tuple[date, ...] = ()
    rules: tuple[str, ...] = ()
