"""A scenario: what a what-if lays over the files before they are judged (see docs/scenarios.md)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from scheduler.errors import InputError
from scheduler.load.complaints import Complaints, Place, meant, nearest
from scheduler.load.documents.document import Document, read_document
from scheduler.load.files import TABLES, Files
from scheduler.load.sheets.sheet import Row
from scheduler.load.tables.people import OPTIONAL, REQUIRED
from scheduler.operation import Forecast

OWN_KEYS = ("description", "volume_factor", "handle_factor", "agents", "remove")
COLUMNS = ("agent", *REQUIRED[1:], *OPTIONAL)
"""The columns of agents.csv."""
AGENT_KEYS = {
    "add": "a list of tables, such as [{ count = 2, like = 'A02' }]",
    "remove": "a list of agents, such as ['A02']",
    "set": "a table for each agent, such as A02 = { skills = 'general' }",
}
FACTORS = ("volume_factor", "handle_factor")


@dataclass
class Overlay:
    """One scenario file; without one, nothing changes."""

    document: Document
    factors: dict[str, dict[str, float]] = field(default_factory=dict)
    """`volume_factor` and `handle_factor` by queue; "" is every queue."""
    gone: set[str] = field(default_factory=set)
    """Agents whom the scenario removes."""

    @property
    def file(self) -> str:
        return self.document.file

    def tables(self, documents: dict[str, Document], complaints: Complaints) -> None:
        """Lay the scenario's tables over the documents of the TOML files of the same names."""
        own = self.document
        for name, value in own.table.items():
            if name in OWN_KEYS:
                continue
            if name not in TABLES or not isinstance(value, dict):
                complaints.add(
                    own.place(name), f"unknown key {name!r} in a scenario; {meant(name, (*TABLES, *OWN_KEYS))}"
                )
            elif name == "cover":
                self._cover(documents["cover"], value, complaints)
            elif name == "queues":
                self._queues(documents["queues"], value)
            else:
                documents[name].overlay((), value, own, (name,))
        removed = own.table.get("remove", [])
        for number, dotted in enumerate(removed if isinstance(removed, list) else [removed]):
            _remove(documents, dotted, own.place("remove", number), complaints)
        self.factors[""] = {key: own.table[key] for key in FACTORS if key in own.table}

    def _queues(self, document: Document, tables: dict[str, Any]) -> None:
        for name, table in tables.items():
            if not isinstance(table, dict):
                document.overlay((name,), table, self.document, ("queues", name))
            else:
                self.factors[name] = {key: table[key] for key in FACTORS if key in table}
                plain = {key: value for key, value in table.items() if key not in FACTORS}
                if plain or name not in document.table:
                    document.overlay((name,), plain, self.document, ("queues", name))

    def _cover(self, document: Document, duties: dict[str, Any], complaints: Complaints) -> None:
        tables = document.table.setdefault("cover", [])
        if not isinstance(tables, list):
            return
        names = [table.get("name") if isinstance(table, dict) else None for table in tables]
        for name, changes in duties.items():
            if name in names and isinstance(changes, dict):
                document.overlay(("cover", names.index(name)), changes, self.document, ("cover", name))
            elif isinstance(changes, dict) and "role" in changes:
                tables.append({"name": name, **changes})
                document.places["cover", len(tables) - 1] = self.document.place("cover", name)
            else:
                text = f"unknown cover {name!r}; {meant(name, map(str, names))} (a new one wants a role)"
                complaints.add(self.document.place("cover", name), text)

    def agents(self, rows: list[Row], complaints: Complaints) -> list[Row]:
        """The rows of agents.csv without those who leave, with changed cells, and with those who are hired."""
        ids = {row["agent"]: row for row in rows}
        table = self._agents_table(complaints)
        gone, changed = table.get("remove", []), table.get("set", {})
        self.gone = set(gone)
        for number, name in enumerate(gone):
            self._known(name, ids, ("agents", "remove", number), complaints)
        for name, cells in changed.items():
            self._known(name, ids, ("agents", "set", name), complaints)
            self._columns(cells, ("agents", "set", name), (), complaints)
        rows = [
            self._with(row, changed[row["agent"]], ("agents", "set", row["agent"])) if row["agent"] in changed else row
            for row in rows
        ]
        ids = {row["agent"]: row for row in rows}
        kept = [row for row in rows if row["agent"] not in gone]
        return kept + self._hired(table.get("add", []), ids, complaints)

    def _agents_table(self, complaints: Complaints) -> dict[str, Any]:
        """`[agents]`, without keys that are unknown or hold something else than they should."""
        table, found = self.document.table.get("agents", {}), {}
        for key, value in table.items() if isinstance(table, dict) else [("", table)]:
            place = self.document.place("agents", key) if key else self.document.place("agents")
            if key not in AGENT_KEYS:
                complaints.add(place, f"unknown key {key!r} in agents; {meant(key, AGENT_KEYS)}")
            elif not _is_shaped(key, value):
                complaints.add(place, f"agents.{key} is {value!r}; write {AGENT_KEYS[key]}")
            else:
                found[key] = value
        return found

    def _columns(self, cells: Any, keys: tuple[str | int, ...], more: tuple[str, ...], complaints: Complaints) -> None:
        known = (*COLUMNS, *more)
        for key in sorted(set(cells) - set(known)):
            complaints.add(self.document.place(*keys, key), f"unknown key {key!r} of an agent; {meant(key, known)}")

    def _known(self, name: str, ids: dict[str, Row], keys: tuple[str | int, ...], complaints: Complaints) -> bool:
        if name not in ids:
            complaints.add(self.document.place(*keys), f"unknown agent {name!r}; {meant(name, ids)}")
        return name in ids

    def _with(self, row: Row, cells: dict[str, Any], keys: tuple[str | int, ...]) -> Row:
        return Row(self.document.place(*keys), row.cells | {key: _cell(value) for key, value in cells.items()})

    def _hired(self, entries: list[dict[str, Any]], ids: dict[str, Row], complaints: Complaints) -> list[Row]:
        hired: list[Row] = []
        for number, entry in enumerate(entries):
            keys = ("agents", "add", number)
            self._columns(entry, keys, ("count", "like"), complaints)
            pattern = Row(self.document.place(*keys), {})
            if "like" in entry and self._known(entry["like"], ids, (*keys, "like"), complaints):
                pattern = ids[entry["like"]]
            cells = {key: value for key, value in entry.items() if key in COLUMNS} | {"name": ""}
            for name in self._names(entry, number, [*ids, *(row["agent"] for row in hired)], complaints):
                hired.append(self._with(pattern, cells | {"agent": name}, keys))
        return hired

    def _names(self, entry: dict[str, Any], number: int, taken: list[str], complaints: Complaints) -> list[str]:
        """The ids of the people of one entry: its `agent`, with a number behind it where it is several."""
        count, stem = entry.get("count", 1), entry.get("agent", "hired")
        if isinstance(count, bool) or not isinstance(count, int) or count < 1:
            place = self.document.place("agents", "add", number, "count")
            complaints.add(place, f"count is {count!r}; write how many people, 1 or more")
            return []
        if count == 1 and "agent" in entry:
            return [str(stem)]
        first = 1 + sum(name.startswith(f"{stem}-") for name in taken)
        return [f"{stem}-{number}" for number in range(first, first + count)]

    def forecast(self, forecast: Forecast, complaints: Complaints) -> Forecast:
        """Contacts and handle times times the scenario's factors."""
        volume, handle = (np.ones(len(forecast.queue)) for _ in FACTORS)
        for name, factors in self.factors.items():
            for key, value in factors.items():
                keys = (key,) if not name else ("queues", name, key)
                if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
                    complaints.add(self.document.place(*keys), f"{key} is {value!r}; write a factor such as 1.2")
                    continue
                target = volume if key == "volume_factor" else handle
                target[[not name or queue == name for queue in forecast.queue]] *= value
        if not self.factors or not len(forecast.queue_index):
            return forecast
        more = volume[forecast.queue_index]
        return replace(
            forecast,
            volume=forecast.volume * more,
            handle_seconds=forecast.handle_seconds * handle[forecast.queue_index],
            volume_p10=forecast.volume_p10 * more,
            volume_p90=forecast.volume_p90 * more,
        )


def _is_shaped(key: str, value: Any) -> bool:
    if key == "set":
        return isinstance(value, dict) and all(isinstance(cells, dict) for cells in value.values())
    return isinstance(value, list) and all(isinstance(entry, str if key == "remove" else dict) for entry in value)


def _cell(value: Any) -> str:
    return ";".join(map(str, value)) if isinstance(value, list) else str(value)


def _remove(documents: dict[str, Document], dotted: str, place: Place, complaints: Complaints) -> None:
    """Take a key or a whole table out: `contracts.full-time.start_spread_hours`; of duties, keys only."""
    name, *keys = str(dotted).split(".")
    table: Any = documents[name].table if name in documents else None
    if name == "cover" and len(keys) > 1 and isinstance(table.get("cover"), list):
        table = {duty.get("name"): duty for duty in table["cover"] if isinstance(duty, dict)}
    for key in keys[:-1]:
        table = table.get(key) if isinstance(table, dict) else None
    if not keys or not isinstance(table, dict) or keys[-1] not in table:
        complaints.add(
            place,
            f"nothing is called {dotted!r}; write FILE.TABLE or FILE.TABLE.KEY, such as contracts.full-time.rest_hours",
        )
        return
    del table[keys[-1]]


def read_overlay(files: Files, scenario: str | None, complaints: Complaints) -> Overlay:
    """The scenario of that name; raises `InputError` with those there are if there is none."""
    if scenario is None:
        return Overlay(Document("config/scenarios"))
    name = f"config/scenarios/{scenario}.toml"
    if not (files.root / name).is_file():
        there = sorted(path.stem for path in (files.root / "config" / "scenarios").glob("*.toml"))
        raise InputError(f"{name}: no such scenario; {_meant(scenario, there)}")
    return Overlay(read_document(name, files.text(name), complaints))


def _meant(word: str, there: list[str]) -> str:
    if not there:
        return "there are none"
    guess = nearest(word, there)
    return (f"did you mean {guess!r}? " if guess else "") + f"There are: {', '.join(there)}"
