"""The proof of open minutes, priority by priority, as summary.json tells it and reads it back."""

from __future__ import annotations

from datetime import timedelta

from duty_case import at, lead
from small_case import agent, operation

from scheduler.count.cover_table import CoverRow
from scheduler.report.answer.duty_proof import duty_summary, priorities, proof_again
from scheduler.result import DutyProof


def duties(*wanted):
    """Duties of a priority each."""
    covers = tuple(lead(name=f"D{number}", priority=one) for number, one in enumerate(wanted))
    return operation([agent("A", roles=["lead"])], cover=covers)


def open_for(name, minutes):
    """Monday 08:00-10:00 of a duty with that many agent-minutes open."""
    return CoverRow(name, at(8), at(8) + timedelta(hours=2), 1.0, 1.0 - minutes / 120, minutes / 120)


def told(made, rows, proof):
    return [(one.priority, one.open_minutes, one.least) for one in priorities(made, tuple(rows), proof)]


def test_each_priority_is_proved_given_what_those_before_it_leave_open():
    made, rows = duties(1, 2), [open_for("D0", 60), open_for("D1", 90)]
    # at least 60 minutes of priority 1, and 120 of both together: with 60 open before it, 60 of priority 2
    assert told(made, rows, DutyProof({1: 60.0, 2: 120.0}, 1.0)) == [(1, 60, 60), (2, 90, 60)]


def test_nothing_is_proved_without_a_proof_and_nothing_beyond_what_is_open():
    made, rows = duties(1), [open_for("D0", 60)]
    assert told(made, rows, None) == [(1, 60, 0)]
    assert told(made, rows, DutyProof({1: 500.0}, 1.0)) == [(1, 60, 60)]


def test_duties_that_are_not_firm_are_left_out():
    covers = (lead(name="D0"), lead(name="D1", firm=False))
    made = operation([agent("A", roles=["lead"])], cover=covers)
    assert told(made, [open_for("D0", 0), open_for("D1", 90)], None) == [(1, 0, 0)]


def test_the_summary_sums_the_priorities_and_is_read_back():
    made, rows = duties(1, 3), [open_for("D0", 60), open_for("D1", 90)]
    proof = DutyProof({1: 60.0, 3: 150.0}, 1.25, lines_changed=0.25)
    found = duty_summary(priorities(made, tuple(rows), proof), proof)
    assert found["duty"] == {
        "open_minutes": 150,
        "proved_least": 150,
        "proved": True,
        "seconds": 1.25,
        "lines_changed": 0.25,
        "priorities": [
            {"priority": 1, "open_minutes": 60, "proved_least": 60},
            {"priority": 3, "open_minutes": 90, "proved_least": 90},
        ],
    }
    again = proof_again(found)
    assert again is not None
    assert told(made, rows, again) == [(1, 60, 60), (3, 90, 90)]
    assert again.lines_changed == 0.25
    assert duty_summary([], None) == {}
    assert proof_again({}) is None
