"""Who may hold each tier: what nobody has, more places than people, and tiers that hang on one person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from scheduler.clock import WEEKDAYS
from scheduler.count.tier_places import placed
from scheduler.load.complaints import meant, misspelt
from scheduler.load.duty.lines import DutyLines, noun
from scheduler.operation import Agent, Cover, DutyHours, Tier

ASKED = ("role", "language", "skill", "site")
OPEN = "it will stay open"


def judge_people(
    cover: Iterable[Cover], agents: Sequence[Agent], held: dict[str, set[str]], sites: set[str] | None, lines: DutyLines
) -> None:
    """`held` are the roles, languages and skills of all rows of agents.csv, also those with something wrong."""
    for duty in cover:
        able = {tier.name: [agent for agent in agents if tier.staffed_by(agent)] for tier in duty.parts}
        for tier in duty.parts:
            if not _named(tier, sites, lines) and not able[tier.name]:
                _unheld(tier, agents, held, lines)
        _places(duty, able, lines)
        for tier in duty.parts:
            if len(able[tier.name]) == 1 and day_after_day(duty):
                text = f"only {able[tier.name][0].id} may hold it; one person cannot hold it day after day"
                lines.warn(duty, "role", text, tier)


def _named(tier: Tier, sites: set[str] | None, lines: DutyLines) -> bool:
    """Whether what the tier asks for is empty or no site, with a complaint."""
    wrong = False
    for key in ASKED:
        word = getattr(tier, key)
        if word is not None and not word.strip():
            fix = "name one" if key == "role" else "name one or leave the key out"
            lines.add(tier.cover, key, f"{key} is empty; {fix}", tier)
        elif key == "site" and word and sites is not None and word not in sites:
            lines.add(tier.cover, key, f"unknown site {word!r}; {meant(word, sites)}", tier)
        else:
            continue
        wrong = True
    return wrong


def _unheld(tier: Tier, agents: Sequence[Agent], held: dict[str, set[str]], lines: DutyLines) -> None:
    """The first of what the tier asks for that nobody has beside what was asked before it."""
    left, before = list(agents), list[str]()
    for key in ASKED:
        word = getattr(tier, key)
        if word is None:
            continue
        left = [agent for agent in left if _has(agent, key, word)]
        if not left:
            _lacking(tier, key, word, before, held, lines)
            return
        before.append(f"{key} {word!r}")
    lines.warn(tier.cover, "role", f"nobody may hold it, by the law of their sites; {OPEN}", tier)


def _has(agent: Agent, key: str, word: str) -> bool:
    return agent.site == word if key == "site" else word in getattr(agent, f"{key}s")


def _lacking(tier: Tier, key: str, word: str, before: list[str], held: dict[str, set[str]], lines: DutyLines) -> None:
    place, who = lines.place(tier.cover, key), noun(tier)
    known = held.get(key, set())
    near = misspelt(word, known)
    if key != "site" and word not in known and near:
        lines.complaints.add(place, f"{who} wants {key} {word!r}, which no agent has; did you mean {near!r}?")
    elif key != "site" and word not in known:
        lines.complaints.warn(place, f"{who} wants {key} {word!r}, which no agent it could go to has; {OPEN}")
    else:
        where = "is at" if key == "site" else "has"
        wants = f"{who} wants {key} {word!r}, which nobody"
        lines.complaints.warn(place, f"{wants} with {' and '.join(before) or 'a sound row'} {where}; {OPEN}")


def _places(duty: Cover, able: dict[str, list[Agent]], lines: DutyLines) -> None:
    """More places at once than people, where nobody holds two; tiers that nobody may hold are told of apart."""
    tiers = [tier for tier in duty.parts if able[tier.name]]
    found = placed(tiers, [[(agent.id, 0, 1) for agent in able[tier.name]] for tier in tiers])
    filled = sum(min(tier.agents, len(stays)) for tier, stays in zip(tiers, found, strict=True))
    wanted = sum(tier.agents for tier in tiers)
    if filled < wanted:
        count = len({agent.id for tier in tiers for agent in able[tier.name]})
        who = "1 person may" if count == 1 else f"{count} people may"
        text = f"it has {wanted} places at once and {who} hold them, one each; {wanted - filled} will stay open"
        lines.warn(duty, "agents", text)


def day_after_day(duty: Cover) -> bool:
    """Whether the duty is due on two days in a row, holidays aside."""
    words = set(duty.on)
    days = {number for number, name in enumerate(WEEKDAYS) if words & {name, "every_day"}}
    days |= {5, 6} if "weekend" in words else set()
    if isinstance(duty.hours, DutyHours):
        days = {day for day in days if duty.hours.days[day] is not None}
    dates = {word for word in words if isinstance(word, date)}
    return any((day + 1) % 7 in days for day in days) or any(day + timedelta(days=1) in dates for day in dates)
