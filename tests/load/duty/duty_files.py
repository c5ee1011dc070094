"""The starter workspace with a cover.toml of one's own: to tests of what loading says of duties."""

from __future__ import annotations

from pathlib import Path

from load_case import Edit, broken

from scheduler.load import load
from scheduler.operation import Operation

COVER = "config/cover.toml"
LEAD = 'name = "Lead"\nrole = "escalation_lead"\non = ["monday"]\n'
"""A01 and A05, of Seattle, have the role; A05 speaks Spanish too."""


def duties(folder: Path, *tables: str, edits: tuple[Edit, ...] = ()) -> Path:
    """The starter with these duties, each a text of keys below `[[cover]]` (line 1 of the first is its `name`)."""
    text = "".join(f"[[cover]]\n{table}" for table in tables)
    return broken(folder, (COVER, "*", text), *edits)


def warnings(folder: Path, *tables: str, edits: tuple[Edit, ...] = ()) -> list[str]:
    """What loading finds odd about the duties."""
    return list(loaded(folder, *tables, edits=edits).warnings)


def loaded(folder: Path, *tables: str, edits: tuple[Edit, ...] = ()) -> Operation:
    return load(duties(folder, *tables, edits=edits))


def roles(**given: str) -> tuple[Edit, ...]:
    """Edits that give agents of the starter other roles: `A02="lead"`."""
    rows = {"A02": "A02,Ben,seattle,full-time,general,en,", "A06": "A06,Finn,seattle,full-time,general,en,"}
    rows |= {
        "B01": "B01,Iria,barcelona,full-time,general;email,en;es,",
        "B02": "B02,Jordi,barcelona,full-time,general,en;es,",
    }
    rows |= {"A03": "A03,Cleo,seattle,full-time,general;email,en,", "B03": "B03,Karla,barcelona,full-time,email,en;es,"}
    return tuple(("config/agents.csv", f"{rows[name]}\n", f"{rows[name]}{role}\n") for name, role in given.items())
