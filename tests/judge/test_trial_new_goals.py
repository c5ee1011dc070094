"""A goal that somebody adds as one file is recounted by difference, whether it adds up over people or binds them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import ClassVar

import pytest
from signed_case import ANY, SHIFTS, day, trial
from small_case import agent, operation
from trial_case import by_difference, drawn_case, drawn_change, in_full, made

from scheduler.goals import GOALS, Case, Goal, Tally
from scheduler.goals.change import Change
from scheduler.goals.goal import Weight, whole_points
from scheduler.goals.terms.asked import Asked
from scheduler.goals.terms.own import OwnShifts
from scheduler.judge.why import why_shifts


class LongShifts(Goal):
    """Each paid hour beyond five costs `weight`, and for some agents a weight of their own."""

    weight: Weight = 0
    of_agents: dict[str, Weight] = {}  # noqa: RUF012

    def terms(self, asked: Asked) -> Iterator[OwnShifts]:
        yield OwnShifts(lambda agent, _, letter: self._points(agent.id, letter.paid_minutes), lambda agent: agent.id)

    def _points(self, name: str, minutes: int) -> float:
        return self.of_agents.get(name, self.weight) * max(0, minutes - 300) / 60

    def count(self, case: Case) -> Tally:
        points = sum(self._points(duty.agent, duty.paid_minutes) for duty in case.roster.duties)
        return Tally(whole_points(points), len(case.roster.duties), "shifts")


class Lonely(Goal):
    """Each date on which one person works alone costs `weight`; it has no terms."""

    at_stake: ClassVar[str] = "somebody would be alone"
    weight: Weight = 0

    def count(self, case: Case) -> Tally:
        days = [duty.day for duty in case.roster.duties]
        alone = sum(days.count(day) == 1 for day in set(days))
        return Tally(whole_points(self.weight * alone), alone, "dates")


@pytest.fixture(autouse=True)
def added(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, kind in {"long_shifts": LongShifts, "lonely": Lonely}.items():
        monkeypatch.setattr(kind, "name", name)
        monkeypatch.setitem(GOALS, name, kind)


@pytest.mark.parametrize("seed", range(4))
def test_new_goals_count_the_same_by_difference(seed, tmp_path):
    people = drawn_case(seed, tmp_path)[0].agents
    goals = {"long_shifts": {"of_agents": {one.id: 0.3 * number for number, one in enumerate(people)}}, "lonely": 7.4}
    one = made(drawn_case(seed, tmp_path, **goals), seed)
    chance = random.Random(seed)
    for number in range(10):
        change = drawn_change(one, chance)
        assert by_difference(one, change)[0] == in_full(one, change)[0]
        if number % 3 == 2:
            one.take(change)
    assert set(one.own.goals) >= {"long_shifts"}
    assert set(one.whole.goals) == {"lonely"}


def test_why_says_what_a_new_goal_says_of_itself():
    """A and B work on the same Monday: without A's shift, B is alone."""
    made = operation([agent("A"), agent("B")], [], ANY, shifts=SHIFTS, goals={"lonely": 5})
    (told,) = why_shifts(trial(made, [day("A", 0), day("B", 0)]), "A")
    assert told.reasons == ("lonely would cost 5 more points: somebody would be alone",)


def test_what_was_told_adds_up_over_people_though_it_has_no_terms(small_asked):
    assert Change().adds_up(small_asked)
    assert LongShifts().adds_up(small_asked)
    assert not Lonely().adds_up(small_asked)


@pytest.fixture
def small_asked() -> Asked:
    made = operation([agent("A")], [], ANY, shifts=SHIFTS)
    return Asked(made, trial(made, [day("A", 0)]).horizon)
