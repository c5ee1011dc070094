"""Wishes for days and for shifts, of both kinds, some of them for one day."""

from small_case import MONDAY
from terms_case import day, people

from scheduler.operation import Wish

WISHES = (
    Wish("ann", MONDAY, "off", None, 7),
    Wish("ann", day(1), "work", "night", 3),
    Wish("ann", day(1), "off", "day", 2),
    Wish("bob", day(2), "work", None, 5),
    Wish("bob", day(9), "work", None, 100),
)
CASES = {
    "days and shifts": people(wishes=WISHES),
    "twice their weight": people(wishes=WISHES, goals={"wishes": {"weight": 2}}),
}
