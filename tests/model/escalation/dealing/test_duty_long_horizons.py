"""Duties of more than four weeks are dealt out part by part, and shared over all weeks."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from duty_case import leads
from small_case import MONDAY, agent, horizon, operation

from scheduler.judge.duty import duty_findings
from scheduler.model.escalation.dealing.dealt import Dealing
from scheduler.model.escalation.dealing.naming import named_by
from scheduler.operation import Cover
from scheduler.roster import Roster

EIGHT = horizon(MONDAY, 8)
WEEK, FOUR = 7 * 24 * 60, timedelta(days=28)


def stood(people, plan=None, **kind):
    """(agent, week) of all standby from 08:00 to 16:00 in eight weeks without a shift."""
    cover = Cover(name="Stand", role="lead", kind="on_call", hours="08:00-16:00", **kind)
    made = operation(people, cover=(cover,))
    roster, _ = named_by(made, EIGHT, Roster(()), Dealing(plan))
    assert not [*duty_findings(made, EIGHT, roster)]
    return [(row.agent, EIGHT.minute(row.start) // WEEK) for row in roster.held]


@pytest.mark.parametrize("employed", [{"last_day": MONDAY + FOUR - timedelta(days=1)}, {"first_day": MONDAY + FOUR}])
def test_who_is_there_for_half_the_time_has_half_of_what_others_have(employed):
    """56 windows by 56, 56 and 28 days: 22.4, 22.4 and 11.2, though each half has 28 windows alone."""
    people = [*leads("A", "B"), agent("C", roles=["lead"], **employed)]
    found = Counter(name for name, _ in stood(people, block="window"))
    assert sorted(found.values()) == [11, 22, 23]
    assert found["C"] == 11


def test_a_plan_in_hand_holds_in_its_own_weeks():
    """Four weeks each, so that no move is more even: nobody changes."""
    own = {"A": (0, 3, 5, 7), "B": (1, 2, 4, 6)}
    plan = {("Stand", name): [(WEEK * week, WEEK * (week + 1)) for week in weeks] for name, weeks in own.items()}
    found = {*stood(leads("A", "B"), plan, block="week")}
    assert found == {(name, week) for name, weeks in own.items() for week in weeks}
