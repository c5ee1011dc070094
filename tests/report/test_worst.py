"""The worst time of a queue: no other hour, day or time of day misses more."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime, timedelta

import numpy as np
import pytest
from worst_case import means, served, simulated

from scheduler.clock import local
from scheduler.report.answer.service import service_table
from scheduler.report.answer.verdicts import missed_queues
from scheduler.report.answer.worst import worst_of

PLANNING = "America/Los_Angeles"
MISSED = {"late": ("base", "good"), "gave_up": ("abandoned", None), "unanswered": ("offered", "answered")}


@pytest.fixture(scope="module")
def found():
    return simulated()


@pytest.mark.parametrize("by", MISSED)
def test_no_other_hour_or_day_misses_more(found, by):
    """Every hour of a live queue, and every day of work that may wait, tried one by one."""
    step, horizon = found.interval_minutes, found.horizon
    for row, queue in enumerate(found.queues):
        more, less = MISSED[by]
        fewer = means(found, less, row) if less else [0.0] * found.day.size
        lost = [a - b for a, b in zip(means(found, more, row), fewer, strict=True)]
        if queue.deferred:
            days = [local(horizon.moment(step * i), PLANNING).date() for i in range(len(lost))]
            spans = [[i for i, day in enumerate(days) if day == wanted] for wanted in dict.fromkeys(days)]
        else:
            spans = [range(i, i + 60 // step) for i in range(len(lost) - 60 // step + 1)]
        worst = worst_of(found, row, by)
        assert worst["missed"] == pytest.approx(max(sum(lost[i] for i in span) for span in spans), abs=0.006)
        start, end = (datetime.fromisoformat(worst[key]) for key in ("start", "end"))
        (span,) = (one for one in spans if horizon.moment(step * one[0]) == start)
        assert end == horizon.moment(step * (span[-1] + 1))
        of = means(found, "base" if by == "late" else "offered", row)
        assert worst["contacts"] == pytest.approx(sum(of[i] for i in span), abs=0.006)
        most = max(span, key=lambda i: lost[i])
        assert datetime.fromisoformat(worst["most_at"]) == horizon.moment(step * most)
        present = means(found, "present", row)
        assert worst["agent_hours"] == pytest.approx(sum(present[i] for i in span) / 3600, abs=0.006)


@pytest.mark.parametrize("by", MISSED)
def test_no_other_four_hours_of_the_day_miss_more(found, by):
    """Hours of the clock of Los Angeles, all days together, counted one by one."""
    for row, queue in enumerate(found.queues):
        of = worst_of(found, row, by)["of_day"]
        if queue.deferred:
            assert of is None
            continue
        more, less = MISSED[by]
        fewer = means(found, less, row) if less else [0.0] * found.day.size
        by_hour = Counter()
        for i, (a, b) in enumerate(zip(means(found, more, row), fewer, strict=True)):
            by_hour[local(found.horizon.moment(found.interval_minutes * i), PLANNING).hour] += a - b
        blocks = {first: sum(by_hour[hour % 24] for hour in range(first, first + 4)) for first in range(24)}
        assert of["missed"] == pytest.approx(max(blocks.values()), abs=0.006)
        assert of["missed"] == pytest.approx(blocks[of["from_hour"]], abs=0.006)
        assert (of["to_hour"], of["all"]) == ((of["from_hour"] + 3) % 24 + 1, pytest.approx(by_hour.total(), abs=0.006))


def test_only_missed_targets_have_a_worst_time(found):
    told = json.loads(json.dumps(service_table(found)))
    missed = missed_queues(told)
    assert missed
    assert {name for name, row in told["queues"].items() if row["worst"]} == {*missed}


def test_the_worst_hour_begins_with_what_is_missed(found):
    """All is missed in the half-hour from 09:00: of the two hours that hold it, the one from 08:30 begins well."""
    nothing = np.zeros(found.day.size)
    lost = nothing.copy()
    lost[18] = 2.0
    row, worse = served(found, "calls-en", base=lost, good=nothing)
    worst = worst_of(worse, row, "late")
    assert datetime.fromisoformat(worst["start"]) == found.horizon.start + timedelta(hours=9)
    assert worst["most_at"] == worst["start"]
