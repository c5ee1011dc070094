"""Who is compared with whom, what counts, and which rosters a move would even out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from signed_case import ANY, SHIFTS, day, leads, night, trial
from small_case import MONDAY, PACIFIC, agent, doing, horizon, operation

from scheduler.clock import instant
from scheduler.judge.obliged import kept_shifts
from scheduler.judge.sharing import even, groups_of, shares
from scheduler.judge.trial.own import by_person
from scheduler.operation import Availability, Contract, Cover, Leave, Worked
from scheduler.roster import Activity, Held, Roster


def people(names, contract=ANY, **more):
    return operation([agent(name) for name in names], contract=contract, shifts=SHIFTS, **more)


def dealt(shift, numbers):
    """`{"A": 24, "B": 4}`: shifts one a day, the first ones to A."""
    holders = [name for name, count in numbers.items() for _ in range(count)]
    return [shift(name, number) for number, name in enumerate(holders)]


def shared(made, duties, weeks=1, **more):
    return shares(made, horizon(weeks=weeks), by_person(Roster(tuple(duties), **more)))


def least_most(rows):
    return {row.count: (row.least, row.most) for row in rows}


def test_28_shifts_as_24_4_0_0_are_not_even():
    one = trial(people("ABCD"), dealt(day, {"A": 24, "B": 4, "C": 0, "D": 0}), weeks=4)
    found = even(one)
    assert found.moves
    assert found.moves[0].text == "A to B: 2026-12-21"


def test_28_shifts_as_7_7_7_7_are_even():
    """Eight Saturdays and Sundays among four are two each, too."""
    duties = [day("ABCD"[number % 4], number) for number in range(28)]
    made = people("ABCD")
    plain = {name: site.model_copy(update={"holidays": None}) for name, site in made.sites.items()}
    made = replace(made, sites=plain)
    found = even(trial(made, duties, weeks=4), seconds=None)
    assert least_most(shared(made, duties, 4)) == {"nights": (0, 0), "weekends": (2, 2), "hours": (56, 56)}
    assert (found.moves, found.complete) == ((), True)


def test_nights_of_one_are_shared():
    """Six people, 28 nights: 10, 5, 4, 3, 3, 3."""
    duties = dealt(night, dict(zip("ABCDEF", (10, 5, 4, 3, 3, 3), strict=True)))
    assert even(trial(people("ABCDEF"), duties, weeks=4)).moves
    assert least_most(shared(people("ABCDEF"), duties, 4))["nights"] == (3, 10)


def test_hours_that_are_owed_are_no_burden():
    """40 h are owed by A and B; A has 48, so one shift beyond, which B could have instead: no more even."""
    owed = Contract(id="full", limits={"hours_week": {"min": 40, "max": 48}})
    duties = [*(day("A", number) for number in range(6)), *(day("B", number) for number in range(5))]
    made = people("AB", owed)
    assert least_most(shared(made, duties))["hours"] == (0, 8)


def test_who_is_away_for_half_the_time_carries_half():
    """B is on leave for two of four weeks: 28 days x 40 h against 14 x 40. 12 and 6 shifts weigh the same."""
    made = people("AB", leave=(Leave("B", "unpaid", MONDAY, MONDAY + timedelta(days=13)),))
    [group] = groups_of(made, horizon(weeks=4))
    assert group.weights == {"A": 1120.0, "B": 560.0}


def test_only_who_has_the_same_skills_is_compared():
    made = operation([agent("A"), agent("B", skills=["other"]), agent("C")], contract=ANY, shifts=SHIFTS)
    assert [[*group.weights] for group in groups_of(made, horizon())] == [["A", "C"]]


def test_who_may_hold_a_duty_is_compared_over_contracts_in_all_but_hours():
    lead = Cover(name="Lead", role="lead")
    made = operation([agent("A", roles=["lead"]), agent("B", roles=["lead", "x"]), agent("C")], cover=(lead,))
    [group] = groups_of(made, horizon())
    assert (group.name, group.counts, [*group.weights]) == ("Lead", ("nights", "weekends", "standby"), ["A", "B"])


def test_history_counts_in_nights_and_weekends():
    before = MONDAY - timedelta(days=2)
    start = instant(before, 20 * 60, PACIFIC)
    made = people("AB", history=(Worked("A", before, "N", start, start + timedelta(hours=12)),))
    assert least_most(shared(made, [])) == {"nights": (0, 1), "weekends": (0, 1), "hours": (0, 0)}


@pytest.mark.parametrize(("hour", "hours", "nights"), [(17, 8, 1), (16, 8, 0), (3, 8, 1), (4, 8, 0), (20, 12, 1)])
def test_three_hours_of_night_make_a_night(hour, hours, nights):
    """17:00 to 01:00 has 22:00-01:00; 16:00 to 24:00 two hours; 03:00 to 11:00 has 03:00-06:00."""
    from small_case import duty

    row = duty("A", 1, hour, shift="N", hours=hours)
    assert least_most(shared(people("AB"), [row]))["nights"] == (0, nights)


def rotated(**more):
    """A has nights on Monday and Wednesday, B on Tuesday. C cannot come on Mondays and Wednesdays."""
    days = [Availability("C", weekday, 0, 1920) for weekday in (1, 3, 4, 5, 6)]
    made = people("ABC", availability=tuple(days), **more)
    return trial(made, [night("A", 0), night("A", 2), night("B", 1)])


def test_only_a_rotation_among_three_helps():
    """A's Monday to B and B's Tuesday to C: 2, 1, 0 becomes 1, 1, 1; either alone leaves 2, 1, 0 in another order."""
    found = even(rotated(), seconds=None)
    assert {len(move.agents) for move in found.moves} == {3}


def test_shifts_that_are_kept_do_not_move():
    duties = dealt(day, {"A": 5, "B": 0})
    kept = kept_shifts(Roster(tuple(duties)))
    assert even(trial(people("AB"), duties), kept).moves == ()


def test_what_costs_a_point_is_no_move():
    """B wishes to be off all week."""
    from scheduler.operation import Wish

    off = tuple(Wish("B", MONDAY + timedelta(days=number), "off", None, 1) for number in range(7))
    assert even(trial(people("AB", wishes=off), dealt(day, {"A": 5, "B": 0})), seconds=None).moves == ()


def standing_by(name, number):
    start, end = (instant(MONDAY + timedelta(days=number), hour * 60, PACIFIC) for hour in (18, 32))
    return Held("Lead", "", start, end, name, "on_call"), Activity(name, start, end, "on_call:Lead")


def test_standby_of_one_is_handed_over():
    """Seven nights of 14 h, all A's: B could have some."""
    cover = Cover(name="Lead", role="lead", kind="on_call", hours="18:00-08:00")
    rows = [standing_by("A", number) for number in range(6)]
    made = leads("AB", cover=(cover,))
    first = instant(MONDAY, 0, PACIFIC)
    last = instant(MONDAY + timedelta(days=7), 0, PACIFIC)
    edge = [Held("Lead", "", first, first + timedelta(hours=8), "A", "on_call"),
            Held("Lead", "", last - timedelta(hours=6), last, "A", "on_call")]  # fmt: skip
    done = [Activity(row.agent, row.start, row.end, "on_call:Lead") for row in edge]
    one = trial(made, [], [*(row for _, row in rows), *done], held=(*edge, *(row for row, _ in rows)))
    found = even(one)
    assert found.moves
    texts = [move.text for move in found.moves]
    assert texts[0] == "A to B: Lead of 2026-12-20"  # the night that began on the Sunday before
    assert {text.split(":")[0] for text in texts} == {"A to B"}  # a move is told once, not as an exchange, too
    assert least_most(shares(made, horizon(), one.people))["standby"] == (0, 98)


def test_out_of_time_says_how_much_was_tried():
    found = even(trial(people("AB"), dealt(day, {"A": 4, "B": 3})), seconds=0)
    assert next(found.lines()) == "no move shares the work more evenly (0 of 29 moves tried; --thorough tries all)"


def test_moved_shifts_take_what_is_done_in_them_along():
    one = trial(people("AB"), [day("A", 0), day("A", 1)], [doing("A", 0, 8, 16, "idle"), doing("A", 1, 8, 16, "idle")])
    found = even(one)
    assert [move.text for move in found.moves][:2] == ["A to B: 2026-12-21", "A to B: 2026-12-22"]
