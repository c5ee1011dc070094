"""A roster person by person, so that a change names only the people whose rows are others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from scheduler.roster import Activity, Duty, Held, Roster

NOBODY = ""
"""The holder of open places."""


@dataclass(frozen=True)
class Own:
    """One person's rows of a roster; the rows of `NOBODY` are the open places of duties."""

    duties: tuple[Duty, ...] = ()
    """Shifts by date."""
    activities: tuple[Activity, ...] = ()
    """Activities by start."""
    held: tuple[Held, ...] = ()
    """Places of duties by start."""

    def without(self, duty: Duty) -> Own:
        """The rows without a shift and without what is done in it; places of duties stay."""
        return Own(
            tuple(one for one in self.duties if one is not duty),
            tuple(row for row in self.activities if row.end <= duty.start or duty.end <= row.start),
            self.held,
        )

    def during(self, duty: Duty) -> tuple[Activity, ...]:
        """What is done in a shift."""
        return tuple(row for row in self.activities if duty.start < row.end and row.start < duty.end)

    def ordered(self) -> Own:
        """These rows, sorted: shifts by date, activities and places by start."""
        return Own(
            tuple(sorted(self.duties, key=lambda duty: duty.day)),
            tuple(sorted(self.activities, key=lambda row: row.start)),
            tuple(sorted(self.held, key=lambda row: (row.start, row.cover, row.tier))),
        )


Change = Mapping[str, Own]
"""Person -> rows after the change; whoever is not named keeps his or hers."""
EMPTY = Own()


def by_person(roster: Roster) -> dict[str, Own]:
    """The rows of a roster by person; people without any are absent."""
    parts: dict[str, list[list[Any]]] = defaultdict(lambda: [[], [], []])
    tables: tuple[Iterable[Any], ...] = roster.duties, roster.activities, roster.held or ()
    for kind, rows in enumerate(tables):
        for row in rows:
            parts[row.agent][kind].append(row)
    return {name: Own(tuple(own[0]), tuple(own[1]), tuple(own[2])).ordered() for name, own in parts.items()}


def together(roster: Roster, people: Mapping[str, Own]) -> Roster:
    """The roster of these people, with what else is known of `roster`; in the order of its files."""
    names = sorted(people)
    held = sorted(
        (row for name in names for row in people[name].held),
        key=lambda row: (row.cover, row.start, row.tier, row.agent),
    )
    return replace(
        roster,
        duties=tuple(duty for name in names for duty in people[name].duties),
        activities=tuple(row for name in names for row in people[name].activities),
        held=None if roster.held is None else tuple(held),
    )
