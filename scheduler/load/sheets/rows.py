"""Rows of the small sheets: one cell at a time, each complaint at its line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from scheduler.load.complaints import Complaints, meant, nearest
from scheduler.load.sheets.cells import read_date
from scheduler.load.sheets.sheet import Row
from scheduler.operation import Agent, Contract, Cover, Queue, Shift, Site

Value = TypeVar("Value")


@dataclass
class Known:
    """The names that rows may refer to."""

    sites: dict[str, Site]
    queues: dict[str, Queue]
    shifts: dict[str, Shift]
    contracts: dict[str, Contract]
    agents: dict[str, Agent] = field(default_factory=dict)
    agent_ids: set[str] | None = None
    """All ids of agents.csv, faulty rows included: a fault is reported once, not wherever the agent is named.

    The value None, here and below, means that the file could not be read: then any name passes.
    """
    shift_ids: set[str] | None = None
    site_ids: set[str] | None = None
    contract_ids: set[str] | None = None
    queue_ids: set[str] | None = None
    cover: dict[str, Cover] = field(default_factory=dict)
    cover_ids: set[str] | None = None


@dataclass
class Reader:
    """Reads one row; `wrong` tells whether any of its cells was."""

    row: Row
    complaints: Complaints
    wrong: bool = False

    def complain(self, text: str) -> None:
        self.complaints.add(self.row.place, text)
        self.wrong = True

    def cell(self, column: str, read: Callable[[str], Value]) -> Value | None:
        """What a cell that must be filled says; None, with a complaint, if it says nothing or something wrong."""
        if not self.row[column]:
            self.complain(f"no {column}; fill it in")
            return None
        return self.optional(column, read)

    def optional(self, column: str, read: Callable[[str], Value]) -> Value | None:
        """What a cell says; None if it is empty, and, with a complaint, if it is wrong."""
        if not self.row[column]:
            return None
        try:
            return read(self.row[column])
        except ValueError as error:
            self.complain(f"{column}: {error}")
            return None

    def name(self, column: str, known: Iterable[str] | None) -> str:
        """A name that stands elsewhere (None: where nothing could be read); a complaint with the nearest if not."""
        word = self.row[column]
        if not word:
            self.complain(f"no {column}; fill it in")
        elif known is None:
            self.wrong = True
        elif word not in (names := set(known)):
            self.complain(f"unknown {column} {word!r}; {meant(word, names)}")
        return word

    def agent(self, known: Known) -> Agent | None:
        """The agent that the row names; None, and the row is wrong, if there is none or its own row is wrong."""
        name, ids = self.row["agent"], known.agent_ids
        found = known.agents.get(name)
        self.wrong = self.wrong or found is None
        if not name:
            self.complain("no agent; fill it in")
        elif ids is not None and name not in ids:
            near = nearest(name, ids, cutoff=0.8)
            fix = f"did you mean {near!r}?" if near else "add the agent to config/agents.csv or delete the row"
            self.complain(f"unknown agent {name!r}; {fix}")
        return found

    def employed(self, agent: Agent, day: date | None) -> None:
        """A complaint if the agent is not with the operation on that date."""
        if day is not None and not agent.employed(day):
            span = f"from {agent.first_day or 'the beginning'} until {agent.last_day or 'further notice'}"
            self.complain(f"{agent.id} is employed {span}, not on {day}; change the date or config/agents.csv")

    def day(self, column: str = "date") -> date | None:
        return self.cell(column, read_date)
