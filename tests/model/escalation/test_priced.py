"""Goals that price windows of duties: points by the plan are those counted, and no bound is more than it may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise, product
from typing import ClassVar

import pytest
from pydantic import Field
from small_case import MONDAY, agent, horizon, operation, queue, requirement

from scheduler.agreement import agreement
from scheduler.count.case import Case
from scheduler.count.windows_held import windows_held
from scheduler.goals import GOALS, learn
from scheduler.goals.goal import Goal, Tally, Weight, whole_points
from scheduler.goals.terms.asked import Asked
from scheduler.goals.terms.duty import DutyPairs, DutyPlaces, LargestOf
from scheduler.judge import check, score
from scheduler.model import SolveSettings, solve
from scheduler.operation import Contract, Cover

DAYS = [horizon().first.replace(day=MONDAY.day + number) for number in range(5)]


class DutyOrder(Goal):
    """Each window costs its agent's price, each pair of days running `weight`, and the greatest count its own price."""

    rank: ClassVar[int] = 30
    weight: Weight = 0
    most: Weight = 0
    prices: Mapping[str, float] = Field(default_factory=dict)

    def priced_duties(self) -> tuple[str, ...]:
        return ("Call",)

    def terms(self, asked: Asked) -> Iterator[DutyPlaces | DutyPairs | LargestOf]:
        windows = [("Call", day) for day in DAYS]
        people = [one.id for one in asked.operation.agents]
        yield DutyPlaces({(name, one): self.prices.get(name, 0.0) for name in people for one in windows})
        yield DutyPairs({(one, other): self.weight for one, other in pairwise(windows)})
        sums = [frozenset((name, one) for one in windows) for name in people]
        yield LargestOf(sums, [{place: 1} for place in range(len(people))], self.most)

    def count(self, case: Case) -> Tally:
        held = windows_held(case.operation, case.horizon, case.roster)
        dates = {name: {day for _, day in own} for name, own in held.items()}
        return Tally(whole_points(self.points(dates)), len(dates), "holders")

    def points(self, held) -> float:
        pairs = sum(one in own and other in own for own in held.values() for one, other in pairwise(DAYS))
        places = sum(self.prices.get(name, 0.0) * len(own) for name, own in held.items())
        return places + self.weight * pairs + self.most * max(map(len, held.values()), default=0)


DutyOrder.name = "duty_order"
CALL = Cover(
    name="Call", role="lead", kind="on_call", counts_as="rest", block="window", hours="08:00-16:00",
    on=("monday", "tuesday", "wednesday", "thursday", "friday"),
)  # fmt: skip


@pytest.fixture(autouse=True)
def _learned() -> Iterator[None]:
    before = dict(GOALS)
    learn(DutyOrder)
    yield
    GOALS.clear()
    GOALS.update(before)


def made(shifts, **settings):
    people = [agent(name, roles=("lead",)) for name in ("ann", "bob", "cy")]
    return operation(people, contract=Contract(id="full", shifts=shifts), cover=(CALL,), goals={"duty_order": settings})


@pytest.mark.parametrize(
    "settings",
    [
        {"weight": 5},
        {"most": 7, "weight": 1},
        {"prices": {"ann": 3, "bob": 1.5}, "most": 4, "weight": 2},
        {"prices": {"ann": 0.25}, "weight": 9},
    ],
)
def test_the_least_of_all_assignments_is_found_and_proved(settings) -> None:
    asked, span = made((), **settings), horizon()
    goal = DutyOrder(**settings)
    ways = product(("ann", "bob", "cy"), repeat=5)
    plans = ({name: {day for day, one in zip(DAYS, way, strict=True) if one == name} for name in way} for way in ways)
    least = min(goal.points(held) for held in plans)
    wanted = requirement(asked, span)
    result = solve(asked, span, wanted, SolveSettings(time_limit=5))
    counted = {name: tally.points for name, tally in score(asked, span, wanted, result.roster).tallies.items()}
    assert not [*check(asked, span, result.roster)]
    assert counted["duty_order"] == whole_points(least)
    assert agreement(counted, result.believed).agrees
    assert least - 1 <= result.bound <= max(0, whole_points(least))


def test_holders_who_might_work_other_shifts_have_no_bound_of_one_roster() -> None:
    asked, span = made(None, weight=5), horizon()
    wanted = requirement(asked, span)
    result = solve(asked, span, wanted, SolveSettings(time_limit=3))
    assert result.bounds["duty_order"] == 0


def test_goals_that_are_left_out_price_no_window() -> None:
    asked, span = made((), weight=5, most=3), horizon()
    result = solve(asked, span, requirement(asked, span), SolveSettings(time_limit=3, only_goals=("cover",)))
    assert (result.bound, result.believed) == (0, {"cover": 0})


def test_fairness_counts_standby_once_in_windows() -> None:
    """Weekend shifts and weekend standby of five weeks, in windows: what the model believes is what is counted."""
    stand = Cover(name="Stand", role="lead", kind="on_call", hours="18:00-22:00", on=("saturday", "sunday"))
    full = Contract(id="full", shifts=("day",), limits={"days_week": {"min": 2, "max": 5}})
    people = [agent(name, roles=("lead",)) for name in ("ann", "bob", "cy")]
    asked = operation(people, [queue("calls")], full, cover=(stand,), goals={"fairness": 300})
    span = horizon(weeks=5)
    wanted = requirement(asked, span, {"calls": {hour: 1 for hour in range(8, 5 * 168, 24)}})
    result = solve(asked, span, wanted, SolveSettings(time_limit=10, iterations=20))
    counted = {name: tally.points for name, tally in score(asked, span, wanted, result.roster).tallies.items()}
    assert counted["fairness"] > 0
    assert agreement(counted, result.believed).agrees
