"""Complaints about duties, each at the line of its key in cover.toml."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.load.complaints import Complaints, Place
from scheduler.load.documents.document import Document
from scheduler.operation import Cover, Tier

NAMED = 3
"""People whom a line names; of the others it says how many they are."""


@dataclass(frozen=True)
class DutyLines:
    """The line of each key of each duty, and what is wrong or odd there."""

    document: Document
    complaints: Complaints

    def place(self, duty: Cover, key: str) -> Place:
        """The line of the key, else of the duty."""
        tables = self.document.table.get("cover", [])
        names = [table.get("name") if isinstance(table, dict) else None for table in tables]
        number = names.index(duty.name) if duty.name in names else 0
        return self.document.place("cover", number, key)

    def add(self, duty: Cover, key: str, text: str, tier: Tier | None = None) -> None:
        """What is wrong there, and what would be right."""
        self.complaints.add(self.place(duty, key), f"{noun(tier or duty)}: {text}")

    def warn(self, duty: Cover, key: str, text: str, tier: Tier | None = None) -> None:
        """What is odd there."""
        self.complaints.warn(self.place(duty, key), f"{noun(tier or duty)}: {text}")


def noun(one: Cover | Tier) -> str:
    """`cover 'NAME'` or `cover 'NAME/TIER'`."""
    return f"cover {(one.label if isinstance(one, Tier) else one.name)!r}"


def people(names: Sequence[str]) -> str:
    """`A01`, `A01 and A02`, `A01, A02, A03 and 4 more`."""
    shown = list(names[:NAMED])
    if len(names) > NAMED:
        return f"{', '.join(shown)} and {len(names) - NAMED} more"
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))
