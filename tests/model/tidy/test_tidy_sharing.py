"""Evenness as the last phase counts it: who is compared, what is obliged, and by how much an exchange changes it."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from small_case import MONDAY, agent, horizon, operation, requirement

from scheduler.model.lines.scratch import scratch_of
from scheduler.model.lines.standing import empty_ledger
from scheduler.model.lines.tables import tables_of
from scheduler.model.tidy.exchanges import RINGS, _change, even_out, tally
from scheduler.model.tidy.sharing import DAYS, HOURS, NIGHTS, sharing_of
from scheduler.operation import Contract, Leave, Shift
from scheduler.problem.pose import pose

SHIFTS = {"D": Shift(id="D", start="07:00", hours=12), "N": Shift(id="N", start="19:00", hours=12)}
TWO = (agent("A"), agent("B"))


def posed(people=TWO, weeks=1, **more):
    made = operation(people, **{"contract": Contract(id="full"), "shifts": SHIFTS, **more})
    span = horizon(weeks=weeks)
    return made, pose(made, span, requirement(made, span))


def uneven(share, totals):
    """The sum of factor x count^2; no count is below 0."""
    return float((share.factor * np.maximum(totals, 0.0) ** 2).sum())


@pytest.mark.parametrize(
    ("first", "second"), [("D", ""), ("N", ""), ("D", "N"), ("", "D")], ids=["day", "night", "both", "back"]
)
def test_an_exchange_changes_the_unevenness_by_what_was_foreseen(first, second):
    """A has a day shift on Tuesday, too; Monday's shifts of A and B, or none, change hands."""
    made, problem = posed()
    tables, share, ledger = tables_of(problem), sharing_of(made, problem), empty_ledger(problem, problem.demand.need)

    def variant(kind, day):
        own = range(int(problem.variants.first[0][day]), int(problem.variants.first[0][day + 1]))
        return next((v for v in own if share.night[v] == (kind == "N")), -1) if kind else -1

    def counted():
        totals = np.zeros_like(share.before)
        for a in range(2):
            tally(tables, ledger, share, totals, a)
        return totals

    ledger.letter[:2, 0], ledger.letter[0, 1] = (variant(first, 0), variant(second, 0)), variant("D", 1)
    before, ring, chosen = counted(), np.array([0, 1, 0]), np.arange(problem.grid.days) == 0
    rise = _change(tables, ledger, share, before, ring, 2, chosen, 0, 1)
    ledger.letter[[0, 1], 0] = ledger.letter[[1, 0], 0]
    after = counted()
    assert rise == pytest.approx(uneven(share, after) - uneven(share, before), abs=1e-9)
    assert (after[:, DAYS] != before[:, DAYS]).any() == (first != "N" or second == "D")


def test_people_are_alike_in_whatever_order_their_skills_are_written():
    made, problem = posed((agent("A", skills=("x", "y")), agent("B", skills=("y", "x"))))
    assert sharing_of(made, problem).partner.tolist() == [1]


def test_hours_that_leave_is_credited_for_are_not_obliged():
    """40 hours a week, vacation in the first of two weeks: A owes 40 of 80 hours, five units of eight."""
    away = Leave("A", "vacation", MONDAY, MONDAY + timedelta(days=4))
    contract = Contract(id="full", limits={"hours_week": {"min": 40, "max": 48}, "days_week": {"min": 5, "max": 5}})
    shifts = {"D": Shift(id="D", start="08:00", hours=8)}
    made, problem = posed(weeks=2, contract=contract, shifts=shifts, leave=(away,))
    assert sharing_of(made, problem).before[:, HOURS].tolist() == [-5.0, -10.0]


def test_nights_go_round_among_so_many_that_not_every_ring_of_three_is_tried():
    """The first of 60 has three nights, the others none: 59 partners make 3,481 rings of three, more than `RINGS`."""
    made, problem = posed(tuple(agent(f"A{number:02}") for number in range(60)))
    tables, share, ledger = tables_of(problem), sharing_of(made, problem), empty_ledger(problem, problem.demand.need)
    assert np.diff(share.partner_first)[0] ** 2 > RINGS
    for day in (0, 2, 4):
        own = range(int(problem.variants.first[0][day]), int(problem.variants.first[0][day + 1]))
        ledger.letter[0, day] = next(v for v in own if share.night[v])
    totals, moved = np.zeros_like(share.before), np.zeros(60, dtype=np.bool_)
    for a in range(60):
        tally(tables, ledger, share, totals, a)
    stays, scratch = np.zeros((60, problem.grid.days), dtype=np.bool_), scratch_of(tables)
    even_out(tables, ledger, scratch, share, stays, totals, 0, np.ones(60, dtype=np.bool_), moved)
    assert sorted(totals[:, NIGHTS])[-4:] == [0, 1, 1, 1]
