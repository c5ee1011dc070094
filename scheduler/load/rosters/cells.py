"""Cells of roster files: names that must be known, dates, instants and minutes, or what is wrong with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from scheduler.clock import doubled, exists, instant
from scheduler.load.complaints import meant
from scheduler.load.sheets.numbers import read_number


class Wrong(Exception):
    """A cell that cannot be read: what is wrong with it, and what would be right."""


def one_of(word: str, what: str, known: Sequence[str]) -> str:
    """A name that must be known; raises `Wrong`."""
    if word not in known:
        raise Wrong(f"unknown {what} {word!r}; {meant(word, known)}")
    return word


def date_cell(text: str) -> date:
    """`2026-12-21`; raises `Wrong`."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Wrong(f"{text!r} is not a date; write it as 2026-12-21") from None


def moment_cell(text: str, zone_name: str) -> datetime:
    """An instant with its offset, or a time on the agent's clocks that exists once; raises `Wrong`."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Wrong(f"{text!r} is not a time; write it as 2026-12-21T08:00:00-08:00") from None
    if moment.tzinfo is not None:
        return moment.astimezone(UTC)
    minute = moment.hour * 60 + moment.minute
    if not exists(moment.date(), minute, zone_name):
        raise Wrong(f"{text} does not exist in {zone_name}, whose clocks skip it; give the time with its offset")
    if doubled(moment.date(), minute, zone_name):
        raise Wrong(f"{text} exists twice in {zone_name}; give the time with its offset")
    return instant(moment.date(), minute, zone_name)


def minutes_cell(text: str) -> int:
    """A whole number of minutes, not negative; raises `Wrong`."""
    try:
        minutes = read_number(text)
    except ValueError:
        raise Wrong(f"{text!r} is not a number of minutes such as 480") from None
    if minutes < 0 or not minutes.is_integer():
        raise Wrong(f"{text} is not a number of minutes such as 480: whole and not negative")
    return int(minutes)
