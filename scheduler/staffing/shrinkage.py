"""Rostered time that is lost to what the roster does not schedule: absent people, and present ones who are not free."""

from __future__ import annotations

from datetime import date

import numpy as np

from scheduler.errors import InputError
from scheduler.operation import FloatArray, Operation, Queue, weekday_range

MUCH = 0.25
"""Share of time: a shrinkage above it most likely counts breaks or leave, which the roster schedules itself."""


def shrinkage_of(queue: Queue, operation: Operation, dates: list[date]) -> FloatArray:
    """[interval] 1 - (1 - shrinkage) (1 - absence); over sites the mean of what is left, by able agents' sites.

    `dates` are the local dates of the intervals.
    """
    lost = {day: _on(queue, operation, day) for day in set(date.weekday() for date in dates)}
    return np.array([lost[day.weekday()] for day in dates])


def _on(queue: Queue, operation: Operation, weekday: int) -> float:
    shares = _sites(queue, operation)
    return 1.0 - sum(share * _left(queue, weekday, site) for site, share in shares.items())


def _left(queue: Queue, weekday: int, site: str | None) -> float:
    """Share of rostered time that is left at a site on a weekday."""
    shrinkage, absence = layers(queue, weekday, site)
    return (1.0 - shrinkage) * (1.0 - absence)


def layers(queue: Queue, weekday: int, site: str | None) -> tuple[float, float]:
    """(shrinkage, absence) of the queue at a site on a weekday."""
    shrinkage, absence = queue.shrinkage, queue.absence
    for row in queue.shrinkage_by:
        if weekday in weekday_range(row.days) and row.site in (None, site):
            shrinkage = row.shrinkage if row.shrinkage is not None else shrinkage
            absence = row.absence if row.absence is not None else absence
    return shrinkage, absence


def _sites(queue: Queue, operation: Operation) -> dict[str | None, float]:
    """Share of the queue's able agents at each site; one nameless site where no row names any, or nobody is able."""
    named = {row.site for row in queue.shrinkage_by if row.site is not None}
    unknown = sorted(named - set(operation.sites))
    if unknown:
        raise InputError(
            f"config/queues.toml: [{queue.id}] shrinkage_by names the site {unknown[0]!r}; "
            f"there are {', '.join(operation.sites)}"
        )
    able = [agent.site for agent in operation.agents if agent.serves(queue)]
    if not named or not able:
        return {None: 1.0}
    return {site: able.count(site) / len(able) for site in sorted(set(able))}


def shrinkage_note(queue: Queue, lost: FloatArray) -> tuple[str, ...]:
    """A warning where shrinkage is so great that it is likely counted twice."""
    most = float(lost.max(initial=0.0))
    if most < MUCH:
        return ()
    return (
        f"{queue.id}: a shrinkage of {most:.0%} is much for what the roster does not schedule; "
        "breaks, leave and training that it does schedule must not be in it",
    )
