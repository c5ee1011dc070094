"""The terms of all goals of a solve."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

from scheduler.goals.terms.along import Along, CountedDays, Pay, SteadyWeeks
from scheduler.goals.terms.duty import DutyPairs, DutyPlaces, LargestOf
from scheduler.goals.terms.own import OwnDays, OwnShifts
from scheduler.goals.terms.rows import LateWork, MeetingsMissed, OpenDuty, PeopleWanted, QueueShortage

Term = (
    QueueShortage | LateWork | OpenDuty | PeopleWanted | MeetingsMissed
    | OwnDays | OwnShifts
    | CountedDays | Pay | SteadyWeeks | Along
    | DutyPlaces | DutyPairs | LargestOf
)  # fmt: skip
OF_ONE_AGENT = (OwnDays, OwnShifts, CountedDays, Pay, SteadyWeeks, Along)
"""Kinds whose points are a sum over agents, each by the agent's own shifts alone."""
Kind = TypeVar("Kind")


class Terms:
    """What goals say to the solver, by kind."""

    def __init__(self, said: Mapping[str, Iterable[Term]], idle: Collection[str] = ()) -> None:
        """`said`: goal -> its terms; `idle` goals have no weight and give way to others with such a term."""
        self.idle = idle
        self.said = [(goal, term) for goal, terms in said.items() for term in terms]

    def of(self, kind: type[Kind]) -> list[tuple[str, Kind]]:
        """(goal, term) of every term of that kind."""
        return [(goal, term) for goal, term in self.said if isinstance(term, kind)]

    def one(self, kind: type[Kind]) -> tuple[str, Kind | None]:
        """(goal, term) of the kind's only term; an empty name and None where no goal has one."""
        found = self.of(kind)
        found = [one for one in found if one[0] not in self.idle] or found[:1]
        if len(found) > 1:
            goals = " and ".join(goal for goal, _ in found)
            raise TypeError(f"the goals {goals} both have a term {kind.__name__}; one goal may have it")
        return found[0] if found else ("", None)
