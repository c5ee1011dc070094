"""Keys of a duty that contradict each other, change nothing, or name what is none."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from scheduler.load.complaints import meant
from scheduler.load.duty.lines import DutyLines
from scheduler.load.references import DAY_WORDS
from scheduler.operation import Cover, DutyHours, weekday_range

FOR_STANDBY = (
    "held_at_work",
    "counts_as",
    "place_bound",
    "response_minutes",
    "cost_hour",
    "call_outs_hours",
    "max_hours",
)
"""Keys that say nothing of a duty on shift."""
ON_SHIFT_BLOCKS = ("any", "window")
DAYS_OF = {"weekend": "saturday-sunday"}


def judge_keys(cover: Iterable[Cover], names: set[str] | None, lines: DutyLines) -> None:
    """Each duty by itself, and the duties that it names; `names` are all there are, None where they are unknown."""
    for duty in cover:
        _days(duty, lines)
        _kinds(duty, lines)
        _lengths(duty, lines)
        _limits(duty, lines)
        _others(duty, names, lines)


def spans_of_day(duty: Cover) -> list[tuple[int, int]]:
    """Every span of the day's minutes in which the duty is due on some day."""
    if not isinstance(duty.hours, DutyHours):
        return [duty.hours]
    return [span for span in (*duty.hours.days, duty.hours.holiday) if span is not None]


def _days(duty: Cover, lines: DutyLines) -> None:
    if not duty.on:
        lines.add(duty, "on", "on is empty, so that it is never due; name days or leave the key out")
    elif not spans_of_day(duty):
        lines.add(duty, "hours", "hours leave every day closed; name a day")
    elif isinstance(duty.hours, DutyHours) and not _meet(duty, duty.hours):
        lines.add(duty, "on", "on and hours name no day in common, so that it is never due; on may be left out")


def _meet(duty: Cover, hours: DutyHours) -> bool:
    """Whether any day of `on` has hours; a holiday may be any day, and words that are no days are told of apart."""
    for word in duty.on:
        if isinstance(word, date):
            if hours.holiday or hours.days[word.weekday()]:
                return True
        elif (
            word == "holiday"
            or word not in DAY_WORDS
            or any(hours.days[day] for day in weekday_range(DAYS_OF.get(word, word)))
        ):
            return True
    return False


def _kinds(duty: Cover, lines: DutyLines) -> None:
    """What is said of standby where there is none, and of duty on shift where there is none."""
    standby = [tier for tier in duty.parts if tier.on_call]
    if not standby:
        for key in FOR_STANDBY:
            if key in duty.model_fields_set:
                lines.warn(duty, key, f"{key} changes nothing: it is for standby, and no tier is on_call")
    if duty.exclusive and len(standby) == len(duty.parts):
        lines.warn(duty, "exclusive", "exclusive changes nothing: standby lies outside shifts")
    if duty.block in ON_SHIFT_BLOCKS or len(standby) == len(duty.parts):
        return
    if not standby:
        lines.add(duty, "block", f"block is {duty.block!r}; a duty on shift takes 'any' or 'window'")
        return
    at_work = next(tier for tier in duty.parts if not tier.on_call)
    lines.warn(
        duty, "block", f"block is {duty.block!r} for the tiers on call only; on shift holders may change", at_work
    )


def _lengths(duty: Cover, lines: DutyLines) -> None:
    spans = [end - start for start, end in spans_of_day(duty)]
    if spans and duty.handover_minutes >= min(spans):
        shortest = f"the shortest window lasts {min(spans)} minutes"
        lines.add(duty, "handover_minutes", f"handover_minutes is {duty.handover_minutes}, and {shortest}; write fewer")
    outside = any(tier.on_call and not tier.held_at_work for tier in duty.parts)  # work within would end the piece
    if spans and outside and duty.block != "any" and duty.max_hours is not None and 60 * duty.max_hours < max(spans):
        longest = f"the longest window of a block lasts {max(spans) / 60:g} h"
        fix = "raise max_hours or leave block out"
        lines.add(duty, "max_hours", f"max_hours is {duty.max_hours:g}, and {longest}; {fix}")


def _limits(duty: Cover, lines: DutyLines) -> None:
    rolling = duty.max_windows
    if rolling and rolling.windows >= rolling.days:
        text = f"max_windows allows {rolling.windows} windows in {rolling.days} days, and a day has one"
        lines.warn(duty, "max_windows", f"{text}: it changes nothing")
    elif rolling and duty.block == "any" and duty.max_in_a_row and duty.max_in_a_row >= rolling.windows:
        text = f"max_in_a_row is {duty.max_in_a_row}, and max_windows allows {rolling.windows} in all"
        lines.warn(duty, "max_in_a_row", f"{text}: it changes nothing")
    if not duty.primary_after_backup and len(duty.parts) < 2:
        lines.warn(duty, "primary_after_backup", "primary_after_backup changes nothing: there is one tier")


def _others(duty: Cover, names: set[str] | None, lines: DutyLines) -> None:
    for key in ("apart_from", "not_beside"):
        for word in getattr(duty, key):
            if names is not None and word not in names:
                lines.add(duty, key, f"{key}: unknown cover {word!r}; {meant(word, names - {duty.name})}")
    if duty.name in duty.apart_from:
        lines.add(duty, "apart_from", "apart_from names the duty itself, of which nobody holds two places anyway")
