"""duty.csv of an earlier report folder -> Held rows: who held which place of which duty on some dates."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from scheduler.clock import instant
from scheduler.load.complaints import Complaints
from scheduler.load.files import Files
from scheduler.load.rosters.cells import Wrong
from scheduler.load.rosters.held import DUTY, held_of
from scheduler.load.sheets.sheet import Row, read_sheet
from scheduler.operation import Operation
from scheduler.roster import HANDOVER, Held

Stretch = tuple[datetime, datetime]


class Past(NamedTuple):
    """What a file says was held."""

    rows: tuple[Held, ...]
    left_out: str
    """A word on people and duties that are known no more; empty where there are none."""


def read_past(file: Path, operation: Operation, days: Collection[date]) -> Past:
    """The rows on those dates of the planning zone, cut at their ends; open places and hand-overs are left out.

    Raises `InputError` with every complaint of the file.
    """
    complaints, found, gone = Complaints(), list[Held](), set[str]()
    text = Files(file.parent, complaints).text(str(file), file)
    agents = {agent.id for agent in operation.agents}
    labels = {(tier.cover.name, tier.name) for tier in operation.tiers}
    spans = list(_spans(operation, days))
    for row in read_sheet(str(file), text, DUTY[:6], DUTY[6:], complaints).rows():
        if not row["agent"] or row["kind"] == HANDOVER:
            continue
        strange = _strange(row, agents, labels)
        gone |= strange
        try:
            found += [] if strange else _within(held_of(row, operation), spans)
        except Wrong as wrong:
            complaints.add(row.place, str(wrong))
    complaints.refuse()
    return Past(tuple(found), f"; left out, as they are known no more: {', '.join(sorted(gone))}" if gone else "")


def _strange(row: Row, agents: Collection[str], labels: Collection[tuple[str, str]]) -> set[str]:
    """Who and what of the row is not in today's files."""
    label = f"{row['cover']}/{row['tier']}" if row["tier"] else row["cover"]
    return {word for word, known in ((row["agent"], row["agent"] in agents),
                                     (label, (row["cover"], row["tier"]) in labels)) if not known}  # fmt: skip


def _spans(operation: Operation, days: Collection[date]) -> Iterator[Stretch]:
    """Runs of the dates as instants."""
    for _, run in groupby(enumerate(sorted(days)), key=lambda pair: pair[1].toordinal() - pair[0]):
        dates = [day for _, day in run]
        after = dates[-1] + timedelta(days=1)
        yield instant(dates[0], 0, operation.time_zone), instant(after, 0, operation.time_zone)


def _within(held: Held, spans: list[Stretch]) -> Iterator[Held]:
    for low, high in spans:
        start, end = max(held.start, low), min(held.end, high)
        if start < end:
            yield replace(held, start=start, end=end)
