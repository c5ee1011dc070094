"""Who serves what beside those who are still at work from before the horizon."""

from __future__ import annotations

import numpy as np
import pytest
from small_case import MONDAY, agent, duty, horizon, operation, queue

from scheduler.judge import check, score
from scheduler.model import SolveSettings, solve
from scheduler.operation import Contract, Shift, Worked
from scheduler.requirement import Requirement


@pytest.mark.parametrize(("skill", "ours"), [("general", "texts"), ("texts", "calls")])
def test_people_leave_the_queue_that_history_alone_can_serve_to_it(skill: str, ours: str) -> None:
    """Old came Sunday at 22:00 and can serve one queue; Ann comes Monday at 00:00 and can do both: nobody is missing.

    The queues are as urgent as each other: without looking at Old, Ann takes the same one in both cases.
    """
    limits = {"days_week": {"min": 1, "max": 1}}
    people = [agent("Ann", skills=["general", "texts"]), agent("Old", skills=[skill], contract="none")]
    night = duty("Old", -1, 22, "night")
    made = operation(
        people,
        (queue("calls"), queue("texts", skill="texts")),
        shifts={"night": Shift(id="night", start="22:00", hours=8), "early": Shift(id="early", start="00:00", hours=6)},
        contracts={
            "full": Contract(id="full", limits=limits, shifts=("early",)),
            "none": Contract(id="none", limits={"days_week": {"max": 0}}),
        },
        history=(Worked("Old", night.day, "night", night.start, night.end),),
    )
    need = np.zeros((2, 168))
    need[:, :6] = 1.0
    wanted = Requirement(horizon(MONDAY), 60, ("calls", "texts"), need, need, need, need, 0 * need, need >= 0)
    result = solve(made, horizon(MONDAY), wanted, SolveSettings(time_limit=3, only_goals=("short",)))
    assert not check(made, horizon(MONDAY), result.roster)
    assert score(made, horizon(MONDAY), wanted, result.roster, only_goals=("short",)).objective == 0
    doing = [(row.agent, row.activity) for row in result.roster.activities if row.activity.startswith("queue:")]
    assert doing
    assert set(doing) == {("Ann", f"queue:{ours}")}
