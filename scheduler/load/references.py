"""Names in one file that must stand in another: sites, shifts, rule packs, holiday regions, skills, roles."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from holidays import list_supported_countries

from scheduler import clock
from scheduler.load.complaints import Complaints, Place, meant, misspelt, nearest
from scheduler.load.documents.document import Document
from scheduler.load.sheets.rows import Known
from scheduler.load.sheets.sheet import Row
from scheduler.operation import Cover, Meeting, Queue

DAY_WORDS = ("every_day", "weekend", "holiday", *clock.WEEKDAYS)


def judge_tables(
    documents: dict[str, Document], known: Known, cover: tuple[Cover, ...], complaints: Complaints
) -> None:
    """Every name in the TOML files that must be a site, a shift, a holiday region or a word for days."""
    judge_sites(documents["sites"], known, complaints)
    shifts, contracts, queues = documents["shifts"], documents["contracts"], documents["queues"]
    for shift in known.shifts.values():
        _names(shifts, (shift.id, "sites"), shift.sites, known.site_ids, "site", complaints)
        _names(shifts, (shift.id, "not_followed_by"), shift.not_followed_by, known.shift_ids, "shift", complaints)
    for contract in known.contracts.values():
        _names(contracts, (contract.id, "shifts"), contract.shifts, known.shift_ids, "shift", complaints)
    for queue in known.queues.values():
        of = queue.open.holidays_of if queue.open else None
        _names(queues, (queue.id, "open", "holidays_of"), of, known.site_ids, "site", complaints)
    for number, duty in enumerate(cover):
        keys = ("cover", number, "holidays_of")
        _names(documents["cover"], keys, duty.holidays_of, known.site_ids, "site", complaints)
        _days(documents["cover"].place("cover", number, "on"), f"cover {duty.name!r}", duty.on, complaints)


def _names(
    document: Document,
    keys: tuple[str | int, ...],
    words: Iterable[str] | None,
    names: set[str] | None,
    noun: str,
    complaints: Complaints,
) -> None:
    for number, word in enumerate(words or ()):
        if names is not None and word not in names:
            complaints.add(document.place(*keys, number), f"unknown {noun} {word!r}; {meant(word, names)}")


def judge_meetings(
    document: Document, known: Known, meetings: dict[str, Meeting], gone: set[str], complaints: Complaints
) -> None:
    """Who is invited to a meeting, and on which days; agents whom a scenario removes are no strangers."""
    agents = None if "config/agents.csv" in complaints.unread else {*known.agents, *gone}
    for one in meetings.values():
        noun = f"meeting {one.id!r}"
        _names(document, (one.id, "site"), (one.site,) if one.site else None, known.site_ids, "site", complaints)
        _names(document, (one.id, "holidays_of"), one.holidays_of, known.site_ids, "site", complaints)
        _names(document, (one.id, "agents"), one.agents, agents, "agent", complaints)
        _days(document.place(one.id, "on"), noun, one.on, complaints)
        for key in ("skill", "language", "role"):
            word = getattr(one, key)
            held = {each for agent in known.agents.values() for each in getattr(agent, f"{key}s")}
            if word is not None and word not in held:
                _nobody(document.place(one.id, key), noun, key, word, held, complaints, "nobody is expected at it")
        if not any(one.invites(agent) for agent in known.agents.values()):
            complaints.warn(document.place(one.id), f"{noun} invites nobody")


def _days(place: Place, noun: str, words: Iterable[str | date], complaints: Complaints) -> None:
    for word in words:
        if isinstance(word, date) or word in DAY_WORDS:
            continue
        if word[:4].isdigit():
            complaints.add(place, f"{noun}: {word!r} is a text; write the date without quotes")
        else:
            complaints.add(place, f"{noun}: unknown day {word!r}; {meant(word, DAY_WORDS)}")


def judge_sites(document: Document, known: Known, complaints: Complaints) -> None:
    """Each site's holiday region (its rule packs are judged by `rules/`)."""
    for site in known.sites.values():
        if site.holidays is None:
            continue
        try:
            clock.public_holidays(site.holidays, 2026)
        except KeyError:
            place = document.place(site.id, "holidays")
            complaints.add(place, f"unknown holiday region {site.holidays!r}; {_region_meant(site.holidays)}")


def _region_meant(region: str) -> str:
    country, _, part = region.partition("-")
    countries = list_supported_countries()
    if country not in countries:
        near = nearest(country, (name for name in countries if len(name) == 2))
        return f"did you mean '{near}{'-' + part if part else ''}'?" if near else "write one such as 'US-WA'"
    near = nearest(part, countries[country])
    return (
        f"did you mean '{country}-{near}'?"
        if near
        else f"write {country!r} or one such as '{country}-{countries[country][0]}'"
    )


def judge_skills(
    rows: list[Row],
    documents: dict[str, Document],
    known: Known,
    cover: tuple[Cover, ...],
    wanted: set[str],
    complaints: Complaints,
) -> dict[str, set[str]]:
    """Skills, languages and roles that only one side names: a slip of the pen is wrong, all else is odd at most.

    `wanted` are skills that headcount asks for beside the queues. Returns those that agents have.
    """
    needed = {
        "skill": wanted
        | {queue.skill for queue in known.queues.values()}
        | {tier.skill for duty in cover for tier in duty.parts if tier.skill},
        "language": {queue.language for queue in known.queues.values()}
        | {tier.language for duty in cover for tier in duty.parts if tier.language},
        "role": {tier.role for duty in cover for tier in duty.parts},
    }
    held: dict[str, set[str]] = {noun: set() for noun in needed}
    for row in rows:
        for noun in needed:
            for word in dict.fromkeys(part.strip() for part in row[f"{noun}s"].split(";") if part.strip()):
                held[noun].add(word)
                near = None if word in needed[noun] else misspelt(word, needed[noun])
                if near:
                    complaints.add(row.place, f"unknown {noun} {word!r}; did you mean {near!r}?")
    for queue in known.queues.values():
        _unheld(documents["queues"], queue, held, complaints)
    return held


def _unheld(document: Document, queue: Queue, held: dict[str, set[str]], complaints: Complaints) -> None:
    for noun, word in (("skill", queue.skill), ("language", queue.language)):
        if word not in held[noun]:
            _nobody(document.place(queue.id, noun), f"queue {queue.id!r}", noun, word, held[noun], complaints)


def _nobody(
    place: Place,
    who: str,
    noun: str,
    word: str,
    held: set[str],
    complaints: Complaints,
    then: str = "it will stay open",
) -> None:
    near = misspelt(word, held)
    if word not in held and near:
        complaints.add(place, f"{who} wants {noun} {word!r}, which no agent has; did you mean {near!r}?")
    else:
        complaints.warn(place, f"{who} wants {noun} {word!r}, which no agent it could go to has; {then}")
