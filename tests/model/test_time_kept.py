"""The search leaves time for putting people on queues, so that the whole solve keeps its limit."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_case import agent, horizon, operation, queue

from scheduler.model import SolveSettings
from scheduler.model.solve import searching


def test_many_agents_leave_less_time_for_the_search():
    """The last phase has 4 % of 60 s, 1,000 agents 1.5 ms each: 3.9 s; a shortest stretch takes 12 ms more each."""
    made = operation([agent(f"a{k:04}") for k in range(1000)], [queue("calls")])
    assert searching(SolveSettings(time_limit=60), made, horizon()).time_limit == pytest.approx(56.1)
    calm = {name: row.model_copy(update={"minimum_stretch_minutes": 60}) for name, row in made.queues.items()}
    assert searching(SolveSettings(time_limit=60), replace(made, queues=calm), horizon()).time_limit == pytest.approx(
        44.1
    )


def test_a_short_limit_is_searched_for_more_than_half():
    made = operation([agent(f"a{k:04}") for k in range(1000)], [queue("calls")])
    assert searching(SolveSettings(time_limit=2), made, horizon()).time_limit == 1.2


def test_finer_intervals_leave_less_time_for_the_search():
    """Intervals of 10 minutes are three times as many as those of 30: 3 x 1.5 s of 60, and 2.4 s for the last phase."""
    made = operation([agent(f"a{k:04}") for k in range(1000)], [queue("calls")])
    for interval, left in ((60, 56.1), (30, 56.1), (10, 53.1)):
        made = replace(made, interval_minutes=interval)
        assert searching(SolveSettings(time_limit=60), made, horizon()).time_limit == pytest.approx(left)
