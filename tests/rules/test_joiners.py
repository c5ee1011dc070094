"""Who joins or leaves within the horizon owes minimums in proportion, or not at all where a week or a run is cut."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from small_case import MONDAY, agent, duty, horizon, operation, queue, requirement, roster
from windows_case import opened, quarter

from scheduler.judge import check, score
from scheduler.model import SolveSettings, solve
from scheduler.operation import Contract, Shift
from scheduler.rules.limits.minutes_horizon import HorizonSumTrack
from scheduler.rules.track import Day, Track


def case(limits, **employed):
    """Ann costs 20 an hour and nobody asks for her: she works what she owes."""
    contract = Contract(id="full", cost_hour=20, limits=limits)
    shifts = {"day": Shift(id="day", start="08:00", hours=8)}
    made = operation([agent("ann", **employed)], [queue("calls")], contract, shifts=shifts)
    return replace(made, goals={"cost": {"weight": 1}})


def solved(made):
    wanted = requirement(made, horizon(), {"calls": {8: 0.001}})
    result = solve(made, horizon(), wanted, SolveSettings(iterations=20, time_limit=5))
    assert check(made, horizon(), result.roster) == ()
    return [(row.day - MONDAY).days for row in result.roster.duties]


@pytest.mark.parametrize(
    ("employed", "shifts"),
    [
        ({}, 5),
        ({"first_day": MONDAY + timedelta(days=3)}, 3),  # 2,400 x 4 / 7 = 1,371.4 minutes: three shifts of 480
        ({"last_day": MONDAY + timedelta(days=3)}, 3),
        ({"first_day": MONDAY + timedelta(days=6)}, 1),  # 342.9
        ({"last_day": MONDAY - timedelta(days=1)}, 0),
    ],
)
def test_the_least_of_the_horizon_is_owed_in_proportion(employed, shifts):
    assert len(solved(case({"minutes_horizon": {"min": 2400}}, **employed))) == shifts
    assert len(solved(case({"minutes_horizon": {"min": 2400, "max": 2400}}, **employed))) == shifts


def test_the_check_names_the_days_employed():
    made = case({"minutes_horizon": {"min": 2400}}, first_day=MONDAY + timedelta(days=3))
    found = check(made, horizon(), roster([duty("ann", day, 8, paid=480) for day in (3, 4)]))
    assert [one.message for one in found] == [
        "ann has 960 paid minutes in the horizon, employed on 4 of 7 days; the least is 1372"
    ]


def test_a_run_of_work_that_employment_cuts_is_exempt_from_the_least():
    # one day employed, of which 342.9 minutes are owed, and runs of three days asked
    limits = {"minutes_horizon": {"min": 2400}, "days_in_a_row": {"min": 3}}
    assert solved(case(limits, last_day=MONDAY)) == [0]
    found = check(case(limits), horizon(), roster([duty("ann", day, 8, paid=480) for day in (1, 3, 4, 5)]))
    assert {one.rule for one in found} == {"minutes_horizon", "days_in_a_row"}


def test_every_other_least_is_kept_by_who_joins_on_a_sunday():
    limits = {
        "hours_week": {"min": 40, "max": 40}, "days_week": {"min": 5, "max": 5}, "minutes_horizon": {"min": 2400},
        "days_in_a_row": {"min": 2}, "days_off_in_a_row": {"min": 2}, "days_off_together_week": 2,
        "weekly_rest": {"hours": 36},
    }  # fmt: skip
    assert solved(case(limits, first_day=MONDAY + timedelta(days=6))) == [6]


@pytest.mark.parametrize("track", [HorizonSumTrack(1000, None, 7, 2000), HorizonSumTrack(900, 900, 7, 2000)])
def test_a_table_of_days_employed_says_what_the_steps_say(track):
    day = Day(3, MONDAY, 0, False, False, False)
    states = [0, 300, 900, track.unit + 480, 2 * track.unit]
    keys = [0, 240, 720, track.unit]
    table, after = track.table(states, day, keys)
    plain, plain_after = Track.table(track, states, day, keys)
    named = [[after[place] if place >= 0 else None for place in row] for row in table.tolist()]
    assert named == [[plain_after[place] if place >= 0 else None for place in row] for row in plain.tolist()]
    # three of seven days employed owe 429 of 1,000 minutes, 386 of 900
    least = -(-track.least * 3 // 7)
    assert track.ends(4 * track.unit + least)
    assert not track.ends(4 * track.unit + least - 1)


def test_who_joins_after_four_weeks_owes_two_thirds(tmp_path):
    """Five owe 50 shifts, the sixth 16,000 minutes, so 34: of these 284 are 168 wanted and 116 too many."""
    made, span, wanted = opened(quarter(tmp_path))
    joins = replace(made.agents[0], first_day=span.first + timedelta(days=28))
    made = replace(made, agents=(joins, *made.agents[1:]))
    result = solve(made, span, wanted, SolveSettings(time_limit=4))
    assert not check(made, span, result.roster)
    counted = score(made, span, wanted, result.roster)
    assert 116 <= counted.objective <= 140
    assert result.bound <= counted.objective
