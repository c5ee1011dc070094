"""What an answer claims: a bound that holds, and a status and a gap that follow from it."""

from __future__ import annotations

from dataclasses import replace

from fake_answer import fake_answer

from scheduler.report import Answer


def proved(bound: float, bounds: dict[str, float]) -> Answer:
    answer = fake_answer()
    return replace(answer, result=replace(answer.result, bound=bound, bounds=bounds))


def test_bounds_of_goals_alone_add_up_to_a_bound_on_all() -> None:
    # no roster has fewer than 400 short points nor fewer than 30 late ones, so none has fewer than 430 in all
    assert proved(396.2, {"short": 400.0, "late": 30.0}).bound == 430
    assert proved(500.2, {"short": 400.0, "late": 30.0}).bound == 501


def test_a_roster_at_its_bound_is_optimal() -> None:
    objective = fake_answer().score.objective
    assert (proved(objective, {}).status, proved(objective, {}).gap) == ("optimal", 0.0)
    assert proved(objective - 1, {}).status == "feasible"
