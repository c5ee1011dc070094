"""Work that may wait, handed from one window of a long horizon to the next."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from scheduler.clock import Horizon
from scheduler.problem.weeks.leftover import sliced
from scheduler.requirement import DeferredWork, Requirement
from scheduler.roster import Activity

MONDAY = date(2026, 12, 21)


def test_an_hour_on_a_queue_does_what_arrives_during_it() -> None:
    """Two hours on mail from 08:00, an hour of work at 08:00 and one at 09:00: nothing is left for the next week.

    Both were booked at 08:00, when only the first had arrived.
    """
    horizon = Horizon(MONDAY, 2, "UTC")
    size = horizon.intervals(60)
    zero, true = np.zeros((1, size)), np.ones((1, size), dtype=bool)
    arrivals = np.zeros(size)
    arrivals[8:10] = 3600.0
    work = DeferredWork("mail", arrivals, np.full(size, 200), np.zeros(size), np.ones(size, dtype=bool))
    whole = Requirement(horizon, 60, ("mail",), zero, zero, zero, zero, zero, true, (work,))
    begin = horizon.start + timedelta(hours=8)
    done = [Activity("a", begin, begin + timedelta(hours=2), "queue:mail")]
    left = sliced(whole, Horizon(MONDAY + timedelta(days=7), 1, "UTC"), done).deferred[0]
    assert left.backlog.sum() == 0


def test_work_left_undone_is_carried_over() -> None:
    """100 s arrive an hour, each due within 24 h; the first week does half of it, what is due first.

    So 50 s of each hour's work are done in its last hour, and 50 s are late. In the end all of the last 23 hours wait,
    and 50 s that are late as the second week begins; what was late before counts for the first week alone.
    """
    horizon = Horizon(MONDAY, 2, "UTC")
    size = horizon.intervals(60)
    due = np.minimum(np.arange(size) + 24, size)
    zero, true = np.zeros((1, size)), np.ones((1, size), dtype=bool)
    work = DeferredWork("mail", np.full(size, 100.0), due, np.zeros(size), np.ones(size, dtype=bool))
    whole = Requirement(horizon, 60, ("mail",), zero, zero, zero, zero, zero, true, (work,))
    done = [Activity("a", horizon.start + timedelta(hours=hour), horizon.start + timedelta(hours=hour, seconds=50),
                     "queue:mail") for hour in range(168)]  # fmt: skip
    second = sliced(whole, Horizon(MONDAY + timedelta(days=7), 1, "UTC"), done)
    assert second.intervals == 168
    left = second.deferred[0]
    assert left.backlog.tolist()[:24] == pytest.approx([50, *[100] * 23])
    assert left.backlog.sum() == pytest.approx(23 * 100 + 50)
    assert left.arrivals.sum() == pytest.approx(168 * 100)
    assert left.due.max() <= 168
