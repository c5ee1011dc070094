"""What duties of the week before leave to keep: going on with them, or rest before the next shift."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from scheduler.model.escalation.scene import Scene
from scheduler.operation import Cover
from scheduler.problem.needs.away import Span


def held_until(scene: Scene, cover: Cover, name: str, tiers: Collection[str] | None = None) -> int | None:
    """The minute, 0 at most, at which the agent last held a place of the duty before the horizon; None: never.

    Only the named `tiers` count, if any are named.
    """
    own = (past for past in scene.past_by_agent.get(name, ()) if tiers is None or past.tier in tiers)
    return max((min(0, past.end) for past in own if past.cover == cover.name), default=None)


def may_go_on(scene: Scene, cover: Cover, name: str) -> bool:
    """Whether the agent holds a place up to the horizon's start, and the duty goes on there while the agent is here."""
    blocks, able = scene.blocks[cover.name], any(name in scene.able[place] for place in scene.of_cover(cover.name))
    if not able or not blocks or blocks[0].start > 0 or held_until(scene, cover, name) != 0:
        return False
    return not any(start <= 0 < end for start, end in scene.away[name])


def rest_after(scene: Scene, cover: Cover, name: str) -> Span | None:
    """When no shift of the agent may begin if the agent does not go on, after what was held before the horizon.

    That is the rest that the duty asks for; after a tier whose standby is working time, the rest between shifts as
    well. A shift that has begun since ends it.
    """
    working = {tier.name for tier in cover.parts if tier.on_call and tier.counts_as == "working"}
    asked = ((held_until(scene, cover, name), round(60 * cover.rest_after_hours)),
             (held_until(scene, cover, name, working), scene.rest[name]))  # fmt: skip
    shifts = scene.shifts_before[name]
    until = max((end + least for end, least in asked
                 if end is not None and not any(end <= start < 0 for start, _ in shifts)), default=0)  # fmt: skip
    return (0, until) if until > 0 else None


def rests_left(scene: Scene, name: str) -> Iterator[Span]:
    """The rests after duties that the agent certainly does not go on with."""
    for cover in scene.covers:
        span = None if may_go_on(scene, cover, name) else rest_after(scene, cover, name)
        if span is not None:
            yield span
