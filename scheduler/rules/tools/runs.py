"""Runs of days: their states along a line, and the runs of a finished roster."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import cast

from scheduler.rules.track import Day, Key, Letter, State, Track


class RunTrack(Track):
    """The state is the length of the run so far (0: none) and whether it is exempt from the least.

    A run that reaches the first known day is exempt, so is one that the horizon's end cuts. A day whose key is None
    ends a run and is none of the next, and frees both from the least.
    """

    def __init__(self, least: int, most: int | None, inside: Callable[[Letter], bool | None]) -> None:
        self.least, self.most, self.inside = least, most, inside

    def start(self) -> State:
        return (0, self.least > 1)

    def key(self, letter: Letter) -> Key:
        return self.inside(letter)

    def step(self, state: State, day: Day, key: Key, guess: int = 0) -> State | None:
        length, exempt = cast("tuple[int, bool]", state)
        if key is None:
            return self.start()
        if not key:
            too_short = 0 < length < self.least and not exempt
            return None if too_short and not day.past else (0, False)
        if self.most is not None and length >= self.most:
            return (length, exempt) if day.past else None
        return self._longer(length + 1, exempt)

    def _longer(self, length: int, exempt: bool) -> State:
        if self.most is None:
            length = min(length, self.least)
        return (length, exempt and length < self.least)


def runs(days: Iterable[date], inside: Callable[[date], bool]) -> list[list[date]]:
    """The longest unbroken runs of consecutive dates that lie inside, in order."""
    found: list[list[date]] = []
    before = False
    for day in days:
        now = inside(day)
        if now and not before:
            found.append([])
        if now:
            found[-1].append(day)
        before = now
    return found
