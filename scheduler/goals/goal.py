"""What a goal is: its settings are its fields, its name is its file's name, and it counts a finished roster."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from scheduler.clock import Horizon
from scheduler.count.case import Case
from scheduler.goals.level import Level
from scheduler.goals.terms.asked import Asked
from scheduler.goals.terms.rows import Price
from scheduler.goals.terms.spoken import OF_ONE_AGENT, Term
from scheduler.operation import Operation, Settings, key_of
from scheduler.roster import Roster

Weight = Annotated[float, Field(ge=0, le=1_000_000_000, allow_inf_nan=False)]
"""Points; beyond a billion, floats would lose the points of other goals (`--lexicographic` puts goals in order)."""


@dataclass(frozen=True)
class Tally:
    """How far a roster is from a goal."""

    points: int
    amount: float
    """The amount in `unit`, before any weight."""
    unit: str
    notes: tuple[str, ...] = ()
    """What a planner should know of this count, one line each."""

    @property
    def exact(self) -> float:
        """The points before they were rounded, where the goal rounds them by `whole_points`."""
        return self.points.exact if isinstance(self.points, WholePoints) else float(self.points)


class Goal(BaseModel):
    """Something to strive for: each unit of the amount by which a roster misses it costs `weight` points."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: ClassVar[str]
    """The file's name: the key in goals.toml, and the word in messages and reports."""
    rank: ClassVar[int] = 100
    """The goal's place in reports and in strict order: the most urgent goal has the lowest."""
    unit: ClassVar[str] = "points"
    """What levels in strict order are counted in: `points`, or the unit of the goal's amount."""
    grain: ClassVar[float] = 1e-3
    """The step in which levels are compared."""
    whole_minutes: ClassVar[bool] = False
    """Whether the search counts fractions of minutes that the count rounds, so that the two may differ a little."""
    at_stake: ClassVar[str] = ""
    """What `explain` says of a shift without which the goal costs more; empty: the goal's name says enough."""
    weight: Any

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.name = cls.__module__.rpartition(".")[2]

    @model_validator(mode="before")
    @classmethod
    def _from_scalar(cls, settings: Any) -> Any:
        """`cover = 50000` is short for `[cover] weight = 50000`."""
        return settings if isinstance(settings, dict) else {"weight": settings}

    @property
    def key(self) -> Hashable:
        """Its name and settings: goals of equal keys cost the same."""
        return key_of(self, self.name)

    def fixed_terms(self) -> Iterable[Price]:
        """What the goal says to the solver whatever the horizon is."""
        return ()

    def terms(self, asked: Asked) -> Iterable[Term]:
        """What the goal says to the solver; nothing where no roster of the horizon can miss it."""
        return self.fixed_terms()

    def priced_duties(self) -> Iterable[str]:
        """The duties of which the goal's terms price windows: they are dealt out together, over the whole horizon."""
        return ()

    def of_standby(self, operation: Operation, horizon: Horizon, roster: Roster) -> float:
        """Points, not rounded, that the roster's standby adds to those of its shifts."""
        return 0.0

    def adds_up(self, asked: Asked) -> bool:
        """Whether the points are a sum over people, each counted in a roster of his or her own rows alone.

        They are where all terms are of single agents; what a goal without terms counts may bind people together.
        """
        terms = [*self.terms(asked)]
        return bool(terms) and all(isinstance(term, OF_ONE_AGENT) for term in terms)

    def is_asked(self, asked: Asked) -> bool:
        """Whether anything in the workspace asks for the goal, so that it is a level of goals in strict order."""
        return True

    def levels(self, asked: Asked) -> Iterator[Level]:
        """The goal's levels in strict order; none without a weight, or where nothing asks for it."""
        if self.weight and self.is_asked(asked):
            yield Level(self.name, unit=self.unit, grain=self.grain)

    def missed(self, case: Case, level: Level) -> float:
        """How far a finished roster misses one of the goal's levels, in the level's unit."""
        tally = self.count(case)
        return float(tally.points) if level.unit == "points" else tally.amount

    def price_range(self, level: Level, operation: Operation) -> tuple[float, float]:
        """The least and the most points that a unit of one of the goal's levels costs."""
        price = 1.0 if level.unit == "points" else float(self.weight)
        return price, price

    def count(self, case: Case) -> Tally:
        """The amount by which a finished roster misses the goal, and its points."""
        raise NotImplementedError


G = TypeVar("G", bound=Goal)


def goal_of(operation: Operation, kind: type[G]) -> G:
    """The goal with the operation's settings: as parsed at the end of loading, else read from what is written.

    Raises `ValidationError` where settings written by hand make no sense.
    """
    table = operation.goals
    known = table.find(kind.name) if isinstance(table, Settings) else None
    return known if isinstance(known, kind) else kind.model_validate(table.get(kind.name, {}))


def one_of(goals: Mapping[str, Goal], kind: type[G]) -> G | None:
    """The goal of that kind among some; None where it is not among them."""
    found = goals.get(kind.name)
    return found if isinstance(found, kind) else None


class WholePoints(int):
    """Points that were rounded."""

    exact: float
    """What they were before."""


def whole_points(points: float) -> WholePoints:
    """Rounded half up; sums of thirds and tenths that miss a half by the last bits of a float count as the half."""
    found = WholePoints(math.floor(round(points, 6) + 0.5))
    found.exact = float(points)
    return found
