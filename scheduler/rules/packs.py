"""Packs of rules that a site may name: laws and agreements, each limit with its article (`packs/*.toml`)."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scheduler.operation import Break

FOLDER = Path(__file__).parent / "packs"


@dataclass(frozen=True)
class PackLimit:
    """A limit of a pack: the rule, its settings as a file would give them, and the article they come from."""

    rule: str
    settings: dict[str, Any]
    source: str
    verified: bool
    """Whether the number was read in the text of the law or agreement itself."""


@dataclass(frozen=True)
class PackBreak:
    """A break that a pack asks of every shift long enough."""

    pause: Break
    source: str
    verified: bool


@dataclass(frozen=True)
class PackStandby:
    """Standby at a place is working time, where one must answer within so many minutes; None: always."""

    response_minutes: int | None
    source: str
    verified: bool


@dataclass(frozen=True)
class Pack:
    """A law or an agreement as limits and breaks, with what it leaves out."""

    name: str
    title: str
    note: str
    limits: tuple[PackLimit, ...]
    breaks: tuple[PackBreak, ...]
    standby: PackStandby | None = None


def _read(file: Path) -> Pack:
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    limits = tuple(
        PackLimit(
            rule,
            {key: value for key, value in entry.items() if key not in ("source", "verified")},
            entry["source"],
            entry["verified"],
        )
        for rule, entry in table.get("limits", {}).items()
    )
    breaks = tuple(PackBreak(_pause(entry), entry["source"], entry["verified"]) for entry in table.get("breaks", ()))
    told = table.get("standby")
    standby = PackStandby(told.get("response_minutes"), told["source"], told["verified"]) if told else None
    return Pack(file.stem, table["title"], table["note"], limits, breaks, standby)


def _pause(entry: dict[str, Any]) -> Break:
    return Break.model_validate({key: value for key, value in entry.items() if key not in ("source", "verified")})


def _by_rule(packs: Iterable[Pack]) -> dict[str, list[tuple[Pack, PackLimit]]]:
    found: dict[str, list[tuple[Pack, PackLimit]]] = defaultdict(list)
    for pack in packs:
        for limit in pack.limits:
            found[limit.rule].append((pack, limit))
    return dict(found)


PACKS: dict[str, Pack] = {file.stem: _read(file) for file in sorted(FOLDER.glob("*.toml"))}
IN_PACKS = _by_rule(PACKS.values())
"""Rule -> every pack that has it, with what the pack asks."""


def law_breaks(pack_name: str) -> tuple[Break, ...]:
    """The breaks that the pack adds to shifts, named `law-...`; raises `KeyError` where there is no such pack."""
    return tuple(entry.pause for entry in PACKS[pack_name].breaks)
