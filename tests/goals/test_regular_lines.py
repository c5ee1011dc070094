"""Regular weeks to the solver: known answers, and prices of lines beside every line and the count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from small_case import MADRID, MONDAY, PACIFIC, agent, horizon, operation, queue, requirement
from test_regular import worked

from scheduler.goals.regular import Irregular, irregular
from scheduler.judge import check, score
from scheduler.model import SolveSettings, solve
from scheduler.model.activities.unfold import unfold
from scheduler.model.bound.bound import Prover
from scheduler.model.bound.pricer import Pricer
from scheduler.model.search.fold import arcs_from, block_of
from scheduler.operation import Contract, Headcount, Leave, Shift
from scheduler.problem.automata import regular
from scheduler.problem.automata.numbering import number_columns
from scheduler.problem.needs.alone import alone
from scheduler.problem.pose import pose

FEBRUARY = date(2026, 2, 2)
TEN = {"regular": {"weight": 10}}


def weighed(weight, tolerance=0):
    return {"regular": {"weight": weight, "tolerance_minutes": tolerance}}


def early_and_late(**changes):
    """One lead wanted early and one late on weekdays, two leads; the late shift may begin at 14 or 15."""
    shifts = {"early": Shift(id="early", start="06:00", hours=8),
              "late": Shift(id="late", start={"from": "14:00", "to": "15:00"}, hours=8)}  # fmt: skip
    rows = tuple(Headcount(day=day, shift=shift, agents=int(day.weekday() < 5), weight_under=1000, weight_over=1000)
                 for day in horizon(FEBRUARY).dates() for shift in shifts)  # fmt: skip
    people = [agent("ann"), agent("bob")]
    return operation(people, (), Contract(id="full"), **{"shifts": shifts, "headcount": rows, "goals": TEN, **changes})


def solved(made, span, iterations=80, **settings):
    needs = requirement(made, span)
    result = solve(made, span, needs, SolveSettings(iterations=iterations, time_limit=5, **settings))
    assert not check(made, span, result.roster)
    found = score(made, span, needs, result.roster)
    return result, found


@pytest.mark.parametrize("lexicographic", [False, True])
def test_two_leads_keep_one_start_all_week(lexicographic):
    """Each of two duties on five weekdays goes to one lead: no change of start, no lone day, 0 points, and proved."""
    result, found = solved(early_and_late(), horizon(FEBRUARY), lexicographic=lexicographic)
    assert found.objective == 0
    assert result.bound == pytest.approx(0)
    assert irregular(found.case, 0) == Irregular(0, 0, 0)


def test_an_early_week_after_a_late_one_costs_one_change_each():
    """Ann began at 14 and Bob at 6 last Friday, Ann can only begin at 6: both change once, 2 x 10 points."""
    friday = FEBRUARY - timedelta(days=3)
    made = early_and_late(history=(worked("ann", friday, 14), worked("bob", friday, 6)))
    only = replace(made.agents[0], contract="early")
    contracts = made.contracts | {"early": Contract(id="early", shifts=("early",))}
    made = replace(made, agents=(only, made.agents[1]), contracts=contracts)
    result, found = solved(made, horizon(FEBRUARY))
    assert found.objective == result.story[-1].best == 20
    assert result.bound == pytest.approx(20)


def test_windows_believe_what_is_counted():
    """Ten weeks are solved in windows; changes across their seams are counted once."""
    rows = tuple(Headcount(day=day, shift=shift, agents=1, weight_under=1000, weight_over=1000)
                 for day in horizon(FEBRUARY, 10).dates() for shift in ("early", "late") if day.weekday() < 5
                 )  # fmt: skip
    result, found = solved(early_and_late(headcount=rows), horizon(FEBRUARY, 10), 10)
    assert result.bound <= found.objective
    assert sum(result.believed.values()) == pytest.approx(found.objective)


def mixed(weight=10, tolerance=0, monday=MONDAY, zone_site="seattle"):
    """Three choices of start a day, leave for Bob on Wednesday, history, Ann joins on Tuesday of the week before."""
    shifts = {"day": Shift(id="day", start={"from": "01:00", "to": "02:00"}, hours=7),
              "late": Shift(id="late", start="09:00", hours=7)}  # fmt: skip
    days = [monday + timedelta(days=day) for day in range(7)]
    leave = (Leave("bob", "holiday", days[2], days[2], hours=6),
             Leave("bob", "holiday", days[0] - timedelta(days=1), days[0] - timedelta(days=1)))  # fmt: skip
    rows = tuple(Headcount(day=day, shift=shift, agents=1, weight_under=30, weight_over=30)
                 for day in days for shift in shifts)  # fmt: skip
    zone = {"seattle": PACIFIC, "barcelona": MADRID}[zone_site]
    past = (
        worked("ann", days[0] - timedelta(days=1), 1, zone, 7),
        worked("bob", days[0] - timedelta(days=2), 9, zone, 7),
    )
    people = [agent("ann", zone_site, last_day=days[5]), agent("bob", zone_site)]
    limits = {"days_week": {"min": 2, "max": 5}, "rest_hours": 11}
    return operation(people, (), Contract(id="full", limits=limits), shifts=shifts, headcount=rows, leave=leave,
                     history=past, goals=weighed(weight, tolerance))  # fmt: skip


def lines_of(problem, a):
    """Every legal line of an agent, day by day: a beginning that no way leads on from is left out at once."""
    first, automata = problem.variants.first[problem.people.alphabet[a]], problem.automata
    found = [((), problem.people.entry[a : a + 1])]
    for day in range(problem.grid.days):
        longer = []
        for line, nodes in found:
            arcs = arcs_from(problem, nodes)
            for v in (-1, *range(int(first[day]), int(first[day + 1]))):
                reached = np.unique(automata.arc_node[arcs[automata.arc_block[arcs] == block_of(problem, a, day, v)]])
                if reached.size:
                    longer.append(((*line, v), reached))
        found = longer
    return [np.array(line) for line, _ in found]


CASES = [
    (10, 0, MONDAY, "seattle"),
    ({"start": 7, "lone_off": 3, "lone_on": 11}, 60, MONDAY, "seattle"),
    ({"start": 7}, 0, date(2026, 3, 2), "seattle"),  # clocks go on within this week, and at 2 there is no such start
    (10, 0, date(2026, 3, 23), "barcelona"),
    (10, 60, date(2026, 10, 19), "barcelona"),
    ({"lone_off": 5, "lone_on": 2}, 0, date(2026, 10, 26), "seattle"),
]


@pytest.mark.parametrize(("weight", "tolerance", "monday", "site"), CASES)
def test_every_line_costs_what_the_goal_counts(weight, tolerance, monday, site):
    """The price of a whole line, the cheapest way along the arcs, and the count are one number."""
    made, span = mixed(weight, tolerance, monday, site), horizon(monday)
    needs = requirement(made, span)
    problem = pose(made, span, needs)
    pricer, pause = Pricer(problem), np.full((2, 7, 1), -1, dtype=np.int64)
    idle = unfold(made, problem, np.full((2, 7), -1, dtype=np.int64), pause)
    nothing = score(made, span, needs, idle).points["regular"]
    for a in (0, 1):
        alone_idle = problem.rising.of_line(1 - a, np.full(7, -1, dtype=np.int64), pricer.tables.paid)[2]
        for line in lines_of(problem, a)[::59]:
            letter = np.full((2, 7), -1, dtype=np.int64)
            letter[a] = line
            points = score(made, span, needs, unfold(made, problem, letter, pause)).points["regular"]
            assert pricer.points(a, line) + alone_idle == pytest.approx(points)
            assert along_arcs(problem, a, line) + alone_idle == pytest.approx(points)
    assert nothing == pytest.approx(
        sum(problem.rising.of_line(a, np.full(7, -1), pricer.tables.paid)[2] for a in (0, 1))
    )


def along_arcs(problem, a, line):
    """The cheapest way along the automaton that spells a line."""
    automata, people = problem.automata, problem.people
    costs = {int(people.entry[a]): 0.0}
    for day, v in enumerate(line.tolist()):
        block = int(people.off_block[a, day])
        if v >= 0:
            place = v - int(problem.variants.first[people.alphabet[a], day])
            block = int(automata.block[automata.block_first[people.automaton[a], day] + place])
        after = {}
        for node, cost in costs.items():
            for arc in range(int(automata.arc_ptr[node]), int(automata.arc_ptr[node + 1])):
                if automata.arc_block[arc] == block:
                    more = float(problem.rising.arcs[:, arc].sum()) if problem.rising.arcs.size else 0.0
                    end = int(automata.arc_node[arc])
                    after[end] = min(after.get(end, np.inf), cost + more)
        costs = after
    return min(costs.values())


@pytest.mark.parametrize(("weight", "tolerance", "monday", "site"), CASES[:3])
def test_the_best_line_at_any_prices_is_found_and_the_bound_of_the_goal_is_exact(weight, tolerance, monday, site):
    """The oracle tries all lines."""
    made, random, span = mixed(weight, tolerance, monday, site), np.random.default_rng(5), horizon(monday)
    problem = pose(made, span, requirement(made, span))
    pricer, only = Pricer(problem), alone(problem, "regular")
    every = [[(pricer.heads(a, line), pricer.points(a, line)) for line in lines_of(problem, a)] for a in (0, 1)]
    for _ in range(5):
        prices = random.uniform(0, 40, len(pricer.wanted))
        _, values = pricer.best(np.arange(2), prices)
        for a, known in enumerate(every):
            worth = [prices[heads].sum() - points for heads, points in known]
            assert values[a] == pytest.approx(max(worth))
            near = pricer.near(a, prices, 8.0, 20_000)
            assert near is not None
            assert len(near) == sum(one >= max(worth) - 8.0 - 1e-9 for one in worth)
    prover = Prover(only)
    prover.step()
    assert prover.best == pytest.approx(sum(min(points for _, points in known) for known in every))


@pytest.mark.parametrize(("weight", "tolerance", "monday", "site"), CASES)
def test_the_search_believes_what_is_counted_and_finds_the_best(weight, tolerance, monday, site):
    """The oracle tries every pair of lines: headcount and irregular days count together."""
    made, span = mixed(weight, tolerance, monday, site), horizon(monday)
    problem = pose(made, span, requirement(made, span))
    result, found = solved(made, span, 150)
    assert result.story[-1].best == pytest.approx(found.objective)
    assert result.bound <= found.objective + 1e-6
    assert found.objective <= least(problem) + 1e-6


@pytest.mark.parametrize(("weight", "tolerance", "monday", "site"), CASES)
def test_lines_too_large_for_the_price_are_counted_with_it_all_the_same(weight, tolerance, monday, site, monkeypatch):
    """No arc carries the price, the search leans on the starts of days beside, and the bound holds without it."""
    calls = queue("calls")
    made, span = replace(mixed(weight, tolerance, monday, site), queues={"calls": calls}), horizon(monday)
    needs = requirement(made, span, {"calls": dict.fromkeys(range(9, 17), 1)})
    exact = solve(made, span, needs, SolveSettings(iterations=300))
    monkeypatch.setattr(regular, "MOST_PRICED", 0)
    assert not pose(made, span, needs).rising.regular.in_lines
    result = solve(made, span, needs, SolveSettings(iterations=300))
    found = score(made, span, needs, result.roster)
    assert sum(result.believed.values()) == pytest.approx(found.objective, abs=1)
    assert result.bound <= found.objective + 1e-6
    assert result.bound <= exact.bound + 1e-6


def least(problem):
    """The points of the best pair of lines, by all ways of heads that a line may have."""
    pricer, rows = Pricer(problem), []
    for a in (0, 1):
        cheapest = {}
        for line in lines_of(problem, a):
            heads = tuple(np.bincount(pricer.heads(a, line), minlength=len(pricer.wanted)).tolist())
            cheapest[heads] = min(cheapest.get(heads, np.inf), pricer.points(a, line))
        rows.append(cheapest)
    second, points = np.array(list(rows[1])), np.array(list(rows[1].values()))
    best = np.inf
    for heads, own in rows[0].items():
        missing = pricer.wanted - np.array(heads) - second
        total = np.maximum(missing, 0) @ pricer.under + np.maximum(-missing, 0) @ pricer.over + points + own
        best = min(best, float(total.min()))
    return best + problem.people.idle_points


def test_without_a_weight_lines_stay_as_they_are():
    made, span = mixed(0), horizon()
    with_zero, without = (pose(one, span, requirement(one, span)) for one in (made, replace(made, goals={})))
    assert with_zero.automata.arc_ptr.tolist() == without.automata.arc_ptr.tolist()
    assert not with_zero.rising.arcs.size


def test_distinct_columns_are_numbered_in_the_order_in_which_they_come():
    """Against a dictionary: 3,000 columns of two rows of few numbers."""
    bits = np.random.default_rng(3).integers(0, 9, (2, 3_000))
    number, first = number_columns(bits)
    known: dict[tuple[int, ...], int] = {}
    assert number.tolist() == [known.setdefault(tuple(column), len(known)) for column in bits.T.tolist()]
    assert bits[:, first].T.tolist() == [list(column) for column in known]
