"""Limits on the work between breaks: what they have in common."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import datetime
from functools import lru_cache
from typing import ClassVar

from scheduler.clock import Horizon, local, minutes_between
from scheduler.operation import Agent, Break, Operation
from scheduler.roster import Duty
from scheduler.rules.diary import Diary
from scheduler.rules.rule import Limit
from scheduler.rules.tools.break_orders import Gaps, can_be_placed, phase_of, tightest
from scheduler.rules.track import Day, Letter


class Stretch(Limit):
    """A limit on what lies between breaks: a shift whose breaks cannot keep it, with those beside it, is not worked."""

    filled: ClassVar[frozenset[str]] = frozenset({"source", "beside"})
    beside: tuple[Limit, ...] = ()
    """The other limits of this kind that bind the agent: the breaks must keep them together."""

    def gaps(self) -> Gaps:
        """To the solver: the least and the most work between breaks."""
        raise NotImplementedError

    def asks_of(self, operation: Operation, agent: Agent) -> Hashable | None:
        return "all"

    def allows(self, operation: Operation, horizon: Horizon, agent: Agent, day: Day, letter: Letter) -> bool:
        if not letter.works or letter.shift not in operation.shifts:
            return True
        length, step = letter.end - letter.start, operation.break_step_minutes
        phase, gaps = phase_of(letter, step), gaps_of((self, *self.beside))
        pauses = operation.breaks_of(agent.site, operation.shifts[letter.shift], length)
        return _can_be_placed(pauses, length, phase, step, gaps)


@lru_cache(maxsize=20_000)
def _can_be_placed(pauses: tuple[Break, ...], length: int, phase: int, step: int, gaps: Gaps) -> bool:
    return can_be_placed(pauses, length, phase, step, gaps)


def beside_each_other(limits: Iterable[Limit]) -> tuple[Limit, ...]:
    """The limits; each of this kind knows the others of it among them, and none that is not."""
    every = tuple(limits)
    stretches = [limit for limit in every if isinstance(limit, Stretch)]
    if not stretches:
        return every
    return tuple(_beside(limit, stretches) if isinstance(limit, Stretch) else limit for limit in every)


def _beside(limit: Stretch, stretches: list[Stretch]) -> Stretch:
    others = (other.model_copy(update={"beside": ()}) for other in stretches if other is not limit)
    return limit.model_copy(update={"beside": tuple(others)})


def gaps_of(limits: Iterable[object]) -> Gaps:
    """To the solver: the least and the most work between breaks under all the limits of this kind among those."""
    return tightest(limit.gaps() for limit in limits if isinstance(limit, Stretch))


def breaks_are_known(diary: Diary, duty: Duty) -> bool:
    """To the check: whether the roster says where the shift's breaks are, or the shift has none."""
    shift = diary.operation.shifts.get(duty.shift)
    return diary.breaks_known or not (
        shift is None or diary.operation.breaks_of(diary.agent.site, shift, minutes_between(duty.start, duty.end))
    )


def clock(diary: Diary, moment: datetime) -> str:
    """To the check: the time on the agent's clock, as `14:30`."""
    return f"{local(moment, diary.agent.time_zone):%H:%M}"
