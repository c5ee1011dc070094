"""The engine against brute force: which lines it accepts, what it finds, and what it claims to have proved."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from small_case import MONDAY, PACIFIC, agent, horizon, operation, queue

from scheduler.clock import instant, minutes_between
from scheduler.judge import check, score
from scheduler.model import SolveSettings, solve
from scheduler.operation import Contract, Cover, Leave, Pin, Shift, Wish, Worked
from scheduler.problem.automata.kinds import block_of, compile_kind, speak
from scheduler.requirement import Requirement
from scheduler.roster import Duty, Roster

SHIFTS = {
    name: Shift(id=name, start=start, hours=8, not_followed_by=after)
    for name, start, after in (("early", "06:00", ()), ("late", "14:00", ("early",)), ("night", "22:00", ()))
}
LIMITS = (
    {"hours_week": {"min": 16, "max": 32}, "rest_hours": 11, "days_in_a_row": {"max": 3}},
    {"days_week": {"min": 2, "max": 4}, "days_off_in_a_row": {"min": 2}, "days_in_a_row": {"min": 2, "max": 4}},
    {"days_off_together_week": 3, "max_shifts": {"night": 1, "late": 2}, "rest_hours": 8, "weekends": {"max": 0}},
    {"start_spread_hours": 8, "minutes_horizon": {"min": 960, "max": 1920}, "rest_hours": 10},
)


def case(limits, **changes):
    made = operation([agent("ann"), agent("bob")], [queue("calls")], Contract(id="full", limits=limits), **changes)
    return replace(made, shifts=SHIFTS)


def hard_cases():
    """Limits alone, then with history that ends in a run, a week of leave's edge, and a pin."""
    past = [(day, shift) for day, shift in ((-3, "late"), (-2, "late"), (-1, "night"))]
    rows = tuple(worked("ann", MONDAY + timedelta(days=day), shift) for day, shift in past)
    leave = (Leave("ann", "holiday", MONDAY + timedelta(days=4), MONDAY + timedelta(days=5)),)
    pin = (Pin("ann", MONDAY + timedelta(days=1), "late"),)
    for number, limits in enumerate(LIMITS):
        yield pytest.param(case(limits), id=f"limits {number}")
        yield pytest.param(case(limits, history=rows), id=f"limits {number} after history")
    yield pytest.param(case(LIMITS[0], leave=leave), id="leave")
    yield pytest.param(case(LIMITS[1], pins=pin), id="pin")


def worked(name, day, shift):
    start = instant(day, SHIFTS[shift].start.from_, PACIFIC)
    return Worked(name, day, shift, start, start + timedelta(hours=8))


def duties(made, name, line):
    days = list(horizon().dates())
    rows = ((days[d], shift) for d, shift in enumerate(line) if shift)
    found = []
    for day, shift in rows:
        row = worked(name, day, shift)
        found.append(Duty(name, day, shift, row.start, row.end, "seattle", minutes_between(row.start, row.end)))
    return tuple(found)


def accepts(compiled, spoken, line):
    """Whether the automaton has a path that spells the line."""
    nodes = {int(compiled.automaton.entry[compiled.entries[spoken.past]])} - {-1}
    for d, layer in enumerate(compiled.automaton.layers):
        if line[d]:
            place = [letter.shift for letter in compiled.work[d]].index(line[d])
            block = int(layer.block[place]) if spoken.allowed[d][place] else -1
        else:
            block = block_of(compiled, d, spoken.off[d]) if spoken.off_allowed[d] else -1
        columns = np.flatnonzero(layer.column_block == block)
        nodes = {int(node) for source in nodes for node in layer.next[source, columns]} - {-1}
    return bool(nodes)


@pytest.mark.parametrize("made", list(hard_cases()))
def test_a_line_is_accepted_if_and_only_if_the_check_finds_nothing(made):
    """Random lines of every density, and every one of their neighbours by a single day."""
    alone = replace(made, agents=made.agents[:1])
    kind = speak(alone, horizon())[0]
    compiled = compile_kind(alone, horizon(), kind)
    random = np.random.default_rng(7)
    names = ["", *SHIFTS]
    legal = 0
    for _ in range(220):
        share = random.random()
        line = [str(random.choice(names[1:])) if random.random() < share else "" for _ in range(7)]
        if random.random() < 0.5:
            line = [line[0] if shift else "" for shift in line]  # one shift all week: fewer breaches of rest
        accepted = accepts(compiled, kind.members[0], line)
        findings = check(alone, horizon(), Roster(duties(alone, "ann", line), (), breaks_known=False))
        assert accepted == (not findings), (line, findings)
        legal += accepted
    assert legal > 3  # the question was not always answered by no


def legal_lines(made, name):
    alone = replace(made, agents=tuple(one for one in made.agents if one.id == name))
    kind = speak(alone, horizon())[0]
    compiled = compile_kind(alone, horizon(), kind)
    lines = [()]
    for _ in range(7):
        lines = [(*line, shift) for line in lines for shift in ("", *SHIFTS)]
    return [line for line in lines if accepts(compiled, kind.members[0], line)]


def supply(line):
    row = np.zeros(168)
    for duty in duties(None, "ann", line):
        first = horizon().minute(duty.start) // 60
        row[max(first, 0) : first + 8] = 1
    return row


def requirement_of(need):
    nothing = np.zeros_like(need)
    return Requirement(horizon(), 60, ("calls",), need, need, need, need, nothing, need >= 0)


@pytest.fixture(scope="module")
def tight():
    """Few legal lines, so that all pairs can be tried."""
    limits = {"days_week": {"min": 3, "max": 3}, "days_in_a_row": {"min": 3}, "start_spread_hours": 0, "rest_hours": 11}
    wishes = (Wish("ann", MONDAY, "off", None, 70), Wish("bob", MONDAY + timedelta(days=2), "work", "late", 90))
    lead = Cover(name="lead", role="lead", hours=(14 * 60, 22 * 60), on=("wednesday",))
    made = case(limits, wishes=wishes, cover=(lead,))
    return replace(made, agents=(agent("ann", roles=("lead",)), agent("bob")))


@pytest.mark.parametrize("seed", range(3))
def test_solve_finds_the_least_points_and_never_claims_more(tight, seed):
    """Every pair of legal lines is tried: 1,000 an agent-hour short, 100,000 an open hour of cover, and wishes."""
    need = np.random.default_rng(seed).integers(0, 3, (1, 168)).astype(float)
    ann, bob = ([(line, supply(line)) for line in legal_lines(tight, name)] for name in ("ann", "bob"))
    least = min(
        1000 * np.maximum(0, need[0] - one - two).sum()
        + 100_000 * (8 - one[62:70].sum())  # Wednesday 14:00 is hour 62 of the week
        + 70 * bool(line[0])
        + 90 * (other[2] != "late")
        for line, one in ann
        for other, two in bob
    )
    result = solve(tight, horizon(), requirement_of(need), SolveSettings(time_limit=0.8, seed=seed + 1))
    told = score(tight, horizon(), requirement_of(need), result.roster)
    assert told.objective == least
    assert result.bound <= least
    assert not check(tight, horizon(), result.roster)
    assert sum(told.points.values()) == told.objective


def test_more_agents_never_cost_more_and_one_more_limit_never_costs_less(tight):
    need = requirement_of(np.full((1, 168), 2.0))

    def least(made):
        result = solve(made, horizon(), need, SolveSettings(time_limit=1.0, only_goals=("short",)))
        return score(made, horizon(), need, result.roster, only_goals=("short",)).objective

    more = replace(tight, agents=(*tight.agents, agent("cyd")))
    limits = {**tight.contracts["full"].limits, "max_shifts": {"night": 0}}
    stricter = replace(tight, contracts={"full": Contract(id="full", limits=limits)})
    assert least(more) <= least(tight) <= least(stricter)
