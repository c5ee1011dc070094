"""The chart by site shows everybody whom the coverage counts: who is still at work from last week, too."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
from fake_answer import MONDAY, PLANNING, fake_answer, fake_requirement, fake_roster

from scheduler.clock import Horizon, instant
from scheduler.count.by_site import on_queues_by_site
from scheduler.judge.score import score
from scheduler.operation import Worked
from scheduler.report.answer.answer import Answer
from scheduler.report.page.charts import sites
from scheduler.roster import Roster

ANSWER = fake_answer()
HORIZON = Horizon(MONDAY, 1, PLANNING)
SUNDAY = MONDAY - timedelta(days=1)


def counted(roster: Roster, *past: Worked) -> Answer:
    operation = replace(ANSWER.operation, history=past)
    return replace(
        ANSWER, operation=operation, score=score(operation, HORIZON, fake_requirement(operation, HORIZON), roster),
        result=replace(ANSWER.result, roster=roster),
    )  # fmt: skip


def night(agent: str) -> Worked:
    """A shift from 22:00 of the Sunday before to 06:00, on Seattle's clocks."""
    start = instant(SUNDAY, 1320, PLANNING)
    return Worked(agent, SUNDAY, "night", start, start + timedelta(hours=8))


def added_up(answer: Answer) -> None:
    means = on_queues_by_site(answer.score.case)
    np.testing.assert_allclose(sum(means.values()), answer.score.case.coverage.assigned.sum(axis=0), atol=1e-9)


def test_who_is_still_at_work_from_last_week_is_in_the_chart() -> None:
    """a002 sits in Barcelona, a001 in Seattle; nobody else has a shift that begins before 05:00 on the Monday."""
    answer = counted(Roster((), ()), night("a001"), night("a002"))
    added_up(answer)
    means = on_queues_by_site(answer.score.case)
    assert set(means) == {"barcelona", "seattle"}
    assert means["seattle"][:12].sum() > 0
    assert not means["seattle"][12:].any()
    figure = sites(answer)
    drawn = {trace.name: np.array(trace.y[:-1]) for trace in figure.data if trace.stackgroup}
    np.testing.assert_allclose(drawn["Barcelona"], means["barcelona"], atol=1e-3)


def test_all_sites_together_are_what_the_coverage_counts() -> None:
    roster = fake_roster(ANSWER.operation)
    for past in ((), (night("a001"),), (night("a001"), night("a002"), night("a004"))):
        added_up(counted(roster, *past))


def test_a_bare_roster_is_in_the_chart_too() -> None:
    bare = Roster(fake_roster(ANSWER.operation).duties, (), breaks_known=False)
    answer = counted(bare)
    added_up(answer)
    assert on_queues_by_site(answer.score.case)["barcelona"].any()
