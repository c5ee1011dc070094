"""Rows of fixed.csv and wishes.csv that are about places of duties -> Pins and Wishes with a cover."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from typing import Literal, cast

from scheduler.clock import Horizon, local
from scheduler.load.complaints import Complaints, meant
from scheduler.load.sheets.numbers import read_whole
from scheduler.load.sheets.rows import Known, Reader
from scheduler.load.sheets.sheet import Row
from scheduler.operation import Agent, Cover, Operation, Pin, Tier, Wish
from scheduler.operation.duty_blocks import blocks_of

COLUMNS = ("cover", "tier")
BEFORE, WEEKS = timedelta(days=15), 5
"""Dates around a row's own in which the windows that make up its block are looked for."""


def parted(rows: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """Rows about shifts, and rows about places of duties."""
    about: tuple[list[Row], list[Row]] = ([], [])
    for row in rows:
        about[any(row[column] for column in COLUMNS)].append(row)
    return about


def read_duty_pins(rows: Iterable[Row], known: Known, complaints: Complaints) -> tuple[Pin, ...]:
    """Places that are given to somebody, in the order of agents and dates; nobody has two of one duty on a date."""
    found: list[Pin] = []
    places: Counter[tuple[object, ...]] = Counter()
    for row in rows:
        reader = Reader(row, complaints)
        agent, day, tier = reader.agent(known), reader.day(), _tier(reader, known)
        _empty(reader, ("shift", "start", "end"))
        if agent is None or day is None or tier is None:
            continue
        reader.employed(agent, day)
        _able(reader, agent, tier)
        if tier.exclusive:
            reader.complain(f"cover {tier.cover.name!r} is exclusive: the queues decide who holds it; pin a shift")
        own, place = (agent.id, tier.cover.name, day), (tier.label, day)
        if not reader.wrong and places[own]:
            reader.complain(f"{agent.id} has two rows for {tier.cover.name!r} on {day}; keep one")
        elif not reader.wrong and places[place] >= tier.agents:
            reader.complain(f"{tier.label!r} has more rows than places on {day}, {tier.agents}; delete one")
        if not reader.wrong:
            places.update((own, place))
            found.append(Pin(agent.id, day, "", cover=tier.cover.name, tier=tier.name))
    return tuple(sorted(found, key=lambda pin: (pin.agent, pin.day, pin.cover)))


def read_duty_wishes(rows: Iterable[Row], known: Known, complaints: Complaints) -> tuple[Wish, ...]:
    """Wishes to hold a place (`work`) or not to (`off`), in the order of agents and dates."""
    found = []
    for row in rows:
        reader = Reader(row, complaints)
        agent, day, tier = reader.agent(known), reader.day(), _tier(reader, known)
        wish = reader.name("wish", ("work", "off"))
        weight = reader.cell("weight", lambda text, row=row: read_whole(text, row.decimals))  # type: ignore[misc]
        _empty(reader, ("shift",))
        if agent is not None and tier is not None:
            _able(reader, agent, tier)
        if not reader.wrong and agent and day and tier and weight is not None:
            said = cast("Literal['work', 'off']", wish)
            found.append(Wish(agent.id, day, said, None, weight, cover=tier.cover.name, tier=tier.name))
    return tuple(sorted(found, key=lambda one: (one.agent, one.day, one.cover, one.tier, one.wish, one.weight)))


def _tier(reader: Reader, known: Known) -> Tier | None:
    """The tier that the row names; None, and the row is wrong, if there is none or its duty is wrong."""
    if not reader.row["cover"]:
        reader.complain("a tier without a cover; name its duty")
        return None
    duty, word = known.cover.get(reader.name("cover", known.cover_ids)), reader.row["tier"]
    if duty is None:
        reader.wrong = True
        return None
    tier = next((tier for tier in duty.parts if tier.name == word), None)
    if tier is None:
        reader.complain(unknown_tier(duty, word))
    return tier


def unknown_tier(duty: Cover, word: str) -> str:
    """What is wrong with a tier that the duty does not have."""
    if not duty.tiers:
        return f"cover {duty.name!r} has no tiers; leave tier {word!r} out"
    if not word:
        return f"no tier; cover {duty.name!r} has {', '.join(duty.tiers)}"
    return f"unknown tier {word!r} of cover {duty.name!r}; {meant(word, duty.tiers)}"


def _empty(reader: Reader, columns: Iterable[str]) -> None:
    filled = [column for column in columns if reader.row[column]]
    if filled:
        reader.complain(f"a row about a cover has no {' and no '.join(filled)}; leave that empty, or write two rows")


def _able(reader: Reader, agent: Agent, tier: Tier) -> None:
    if tier.staffed_by(agent):
        return
    law = " by the law of the site" if tier.asks_for(agent) else ""
    needs = {"role": tier.role, "language": tier.language, "skill": tier.skill, "site": tier.site}
    asked = ", ".join(f"{noun} {word!r}" for noun, word in needs.items() if word)
    reader.complain(f"{agent.id} may not hold {tier.label!r}{law or f', which asks for {asked}'}")


def odd_dates(rows: Iterable[Row], operation: Operation, complaints: Complaints) -> None:
    """Warn of rows whose date begins no window and no block of their duty: they say nothing."""
    duties = {duty.name: duty for duty in operation.cover}
    for row in rows:
        duty, day = duties.get(row["cover"]), Reader(row, Complaints()).day()
        if duty is None or day is None:
            continue
        zone_name = duty.time_zone or operation.time_zone
        around = Horizon(day - BEFORE, WEEKS, operation.time_zone)
        blocks = blocks_of(operation, around, duty)
        begins = {window.day for block in blocks for window in block.windows}
        begins |= {local(around.moment(block.start), zone_name).date() for block in blocks}
        if day not in begins:
            complaints.warn(row.place, f"no window of cover {duty.name!r} begins on {day}; the row says nothing")
