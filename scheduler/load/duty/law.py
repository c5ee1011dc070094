"""Standby that the law of a site takes for working time: who works there may not hold it as anything less."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from scheduler.load.duty.lines import DutyLines, people
from scheduler.operation import Agent, Cover, Site, Tier
from scheduler.rules import PACKS
from scheduler.rules.packs import PackStandby


def barred(cover: Iterable[Cover], sites: dict[str, Site]) -> tuple[Cover, ...]:
    """The duties, each tier barred to the sites whose law forbids it."""
    return tuple(_barred(duty, sites) for duty in cover)


def _barred(duty: Cover, sites: dict[str, Site]) -> Cover:
    found = {tier.name: tuple(name for name, site in sites.items() if forbidding(tier, site)) for tier in duty.parts}
    found = {name: where for name, where in found.items() if where}
    return duty.model_copy(update={"barred_sites": found}) if found else duty


def forbidding(tier: Tier, site: Site) -> PackStandby | None:
    """The law of the site's packs by which the tier's standby would be working time; None where it is, or may be less.

    A planning preset: courts weigh how much the constraints take of the time of who stands by.
    """
    if not tier.on_call or not tier.cover.place_bound or tier.counts_as == "working":
        return None
    minutes = tier.cover.response_minutes
    for law in (PACKS[pack].standby for pack in site.rules if pack in PACKS):
        if law and (law.response_minutes is None or (minutes is not None and minutes <= law.response_minutes)):
            return law
    return None


def tell_barred(cover: Iterable[Cover], sites: dict[str, Site], agents: Iterable[Agent], lines: DutyLines) -> None:
    """A warning for each tier and law that keep people away who could hold it otherwise."""
    agents = tuple(agents)
    for duty in cover:
        for tier in duty.parts:
            kept: dict[str, list[str]] = defaultdict(list)
            for agent in agents:
                law = forbidding(tier, sites[agent.site]) if tier.asks_for(agent) else None
                if law:
                    kept[law.source].append(agent.id)
            for source, names in kept.items():
                within = f" within {duty.response_minutes} minutes" if duty.response_minutes else ""
                text = f"standby at a place{within} is working time by {source}, not {tier.counts_as!r}"
                fix = f"{people(names)} may not hold it; write counts_as = 'working'"
                lines.warn(duty, "place_bound", f"{text}: {fix}", tier)
