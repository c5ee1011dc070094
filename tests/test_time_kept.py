"""The search leaves time for putting people on queues, so that the whole solve keeps its limit."""

from __future__ import annotations

from dataclasses import replace

from small_case import agent, horizon, operation, queue

from scheduler.model import SolveSettings
from scheduler.model.solve import searching


def test_many_agents_leave_less_time_for_the_search():
    """1,000 agents at 1.5 ms each: 1.5 s of 60; with a shortest stretch the day stage takes 12 ms more: 13.5 s."""
    made = operation([agent(f"a{k:04}") for k in range(1000)], [queue("calls")])
    assert searching(SolveSettings(time_limit=60), made, horizon()).time_limit == 58.5
    calm = {name: row.model_copy(update={"minimum_stretch_minutes": 60}) for name, row in made.queues.items()}
    assert searching(SolveSettings(time_limit=60), replace(made, queues=calm), horizon()).time_limit == 46.5


def test_a_short_limit_is_searched_for_more_than_half():
    made = operation([agent(f"a{k:04}") for k in range(1000)], [queue("calls")])
    assert searching(SolveSettings(time_limit=2), made, horizon()).time_limit == 1.2


def test_finer_intervals_leave_less_time_for_the_search():
    """Intervals of 10 minutes are three times as many as those of 30: 3 x 1.5 s of 60."""
    made = operation([agent(f"a{k:04}") for k in range(1000)], [queue("calls")])
    for interval, left in ((60, 58.5), (30, 58.5), (10, 55.5)):
        made = replace(made, interval_minutes=interval)
        assert searching(SolveSettings(time_limit=60), made, horizon()).time_limit == left
