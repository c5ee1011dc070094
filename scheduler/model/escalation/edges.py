"""Minutes at which limits ask that a duty can change hands: midnights, other duties, rest before a shift."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import timedelta

from scheduler.clock import Horizon, instant
from scheduler.model.escalation.holder_line import Lines
from scheduler.model.escalation.scene import Scene
from scheduler.model.escalation.week_before import needed_until
from scheduler.operation import Cover
from scheduler.rules import limits_for
from scheduler.rules.limits.days_in_a_row import DaysInARow
from scheduler.rules.limits.days_off_together_week import DaysOffTogetherWeek
from scheduler.rules.limits.days_week import DaysWeek
from scheduler.rules.limits.hours_day import HoursDay
from scheduler.rules.limits.hours_week import HoursWeek


def limit_edges(scene: Scene, cover: Cover, lines: Lines) -> set[int]:
    """The cuts that limits of the duty and of its holders ask for; `lines` are those of its holders."""
    found = {edge for other in scene.covers if are_tied(cover, other) for block in scene.blocks[other.name]
             for window in block.windows for edge in (window.start, window.end)}  # fmt: skip
    shifts = {span for own in lines.values() for line in own for span in line.shifts}
    if cover.rest_after_hours:
        found |= {start - round(60 * cover.rest_after_hours) for start, _ in shifts}
    standby = [tier for tier in cover.parts if tier.on_call]
    longest = [round(60 * tier.longest) for tier in standby if tier.longest is not None]
    if longest:
        found |= {min(longest) - before for name in lines if (before := scene.stood_before(cover.name, name))}
    working = any(tier.counts_as == "working" for tier in standby)
    if any(tier.held_at_work for tier in standby) and (working or any(tier.longest is not None for tier in standby)):
        found |= {edge for span in shifts for edge in span}
    if any(tier.counts_as != "rest" for tier in standby):
        found |= {*_midnights(scene, lines, working), *(needed_until(scene, scene.agents[name]) for name in lines)}
    if working:
        found |= {min(0, past.end) + scene.rest[past.agent] for past in scene.past if past.agent in lines}
    return found | {*_rooms(scene, cover, lines)} if working else found


def _rooms(scene: Scene, cover: Cover, lines: Lines) -> Iterator[int]:
    """Cuts where standby that is working time has filled the hours that shifts leave, from either end of a window."""
    rooms: set[int] = set()
    for name, own in lines.items():
        worked = {line.paid_in(range(first, first + 7)) for line in own for first in range(0, scene.horizon.days, 7)}
        for limit in limits_for(scene.operation, scene.agents[name]):
            if isinstance(limit, HoursWeek) and limit.max is not None:
                rooms |= {round(60 * (limit.max + limit.overtime)) - minutes for minutes in worked}
            elif isinstance(limit, HoursDay):
                rooms.add(round(60 * limit.max))
    for window in (window for block in scene.blocks[cover.name] for window in block.windows):
        for room in rooms:
            left = room % (window.end - window.start)
            yield from (window.start + left, window.end - left)


def are_tied(cover: Cover, other: Cover) -> bool:
    """Whether nobody holds both at once."""
    if other.name == cover.name:
        return False
    standby = all(any(tier.on_call for tier in one.parts) for one in (cover, other))
    return standby or other.name in cover.apart_from or cover.name in other.apart_from


def _midnights(scene: Scene, names: Collection[str], working: bool) -> Iterator[int]:
    """Midnights on the calendars of those whose free days, or days of work, standby may take."""
    agents = [scene.agents[name] for name in names]
    kinds = {(agent.contract, agent.site, agent.time_zone): agent for agent in agents}
    counted = (DaysOffTogetherWeek, DaysWeek, DaysInARow, HoursDay) if working else DaysOffTogetherWeek
    zones = {agent.time_zone for agent in kinds.values()
             if any(isinstance(limit, counted) for limit in limits_for(scene.operation, agent))}  # fmt: skip
    return (minute for zone_name in sorted(zones) for minute in _days(scene.horizon, zone_name))


def _days(horizon: Horizon, zone_name: str) -> Iterator[int]:
    days = range(-1, horizon.days + 2)
    return (horizon.minute(instant(horizon.first + timedelta(days=day), 0, zone_name)) for day in days)
