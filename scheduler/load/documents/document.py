"""A TOML file as nested tables, with the line of each key."""

from __future__ import annotations

import re
import tomllib
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from scheduler.load.characters import clean
from scheduler.load.complaints import Complaints, Place
from scheduler.load.documents.toml_lines import Keys, lines_of


@dataclass
class Document:
    """What a TOML file says; a scenario may lay its own keys, with their own places, over it."""

    file: str
    table: dict[str, Any] = field(default_factory=dict)
    places: dict[Keys, Place] = field(default_factory=dict)

    def place(self, *keys: str | int) -> Place:
        """The place of the key, else of the nearest table around it, else of the file."""
        for length in range(len(keys), 0, -1):
            if keys[:length] in self.places:
                return self.places[keys[:length]]
        return Place(self.file, 1)

    def tables(self, complaints: Complaints, noun: str) -> dict[str, dict[str, Any]]:
        """The file's top-level tables; a key outside any table is a complaint."""
        found = {}
        for name, table in self.table.items():
            if isinstance(table, dict):
                found[name] = table
            else:
                complaints.add(
                    self.place(name), f"key {name!r} stands outside any table; put it below the [name] of its {noun}"
                )
        return found

    def overlay(self, keys: tuple[str | int, ...], value: Any, source: Document, source_keys: Keys) -> None:
        """Set a key, merging table into table, and remember that `source` said so."""
        if isinstance(value, dict):
            for key, inner in value.items():
                self._table_at(keys, source.place(*source_keys))
                self.overlay((*keys, key), inner, source, (*source_keys, key))
            return
        self._table_at(keys[:-1], source.place(*source_keys))[keys[-1]] = deepcopy(value)
        self.places = {path: place for path, place in self.places.items() if path[: len(keys)] != keys}
        self.places[keys] = source.place(*source_keys)

    def _table_at(self, keys: Keys, place: Place) -> Any:
        table: Any = self.table
        for length, key in enumerate(keys, start=1):
            if isinstance(key, str) and not isinstance(table.get(key), dict | list):
                table[key] = {}
                self.places[keys[:length]] = place
            table = table[key]
        return table


def read_document(file: str, text: str | None, complaints: Complaints) -> Document:
    """The tables of a TOML text; empty, with a complaint at the line, where it is no TOML."""
    if text is None:
        return Document(file)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        complaints.give_up(*_syntax(file, text, str(error)))
        return Document(file)
    document = Document(file, table, {keys: Place(file, line) for keys, line in lines_of(text).items()})
    document.table = clean(table, lambda keys, wrong: complaints.add(document.place(*keys), _named(keys, wrong)))
    return document


def _named(keys: Keys, wrong: str) -> str:
    """The complaint, after the name of the key that it is about."""
    names = [key for key in keys if isinstance(key, str)]
    return f"{names[-1]}: {wrong}" if len(names) > 1 and names[-1].isprintable() else wrong


def _syntax(file: str, text: str, message: str) -> tuple[Place, str]:
    found = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", message)
    line = int(found[1]) if found and found[1] else text.rstrip().count("\n") + 1
    column = f" at column {found[2]}" if found and found[2] else ""
    what = message[: found.start()] if found else message
    return Place(file, line), f"not valid TOML{column}: {what[0].lower()}{what[1:]}"
