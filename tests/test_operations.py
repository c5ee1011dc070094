"""Whole operations drawn from seeds: the model agrees with the count, the check, a recount and brute force."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import ModuleType

import pytest
from small_case import MONDAY, agent, duty, horizon, lunch, operation, requirement, roster

from scheduler.model import SolveSettings, solve
from scheduler.operation import Contract, Headcount, Leave, Pin, Wish
from scheduler.result import Result

ROOT = Path(__file__).parents[1]
TINY = (5, 7, 13, 25, 44, 89, 203, 331, 100005, 100042, 100141)
SMALL = (0, 4, 12, 14, 22, 23, 33, 75, 80, 84, 100, 106)
CONFLICT = (8, 91)
"""Seeds that take less than a second; 89 has a joiner who owes a minimum, 203 and 331 have leave that is credited, the
last three of TINY have headcount of two skills that some people have both of."""


@pytest.fixture(autouse=True)
def benchmarks(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT))
    import benchmarks.operations

    return benchmarks.operations


@pytest.mark.parametrize("seed", [*TINY, *SMALL, *CONFLICT])
def test_a_drawn_operation_is_solved_as_it_is_counted(seed: int, tmp_path: Path, benchmarks: ModuleType) -> None:
    from benchmarks.drawn import draw

    settings = SolveSettings(time_limit=float("inf"), iterations=60)
    outcome = benchmarks.outcome_of(draw(seed), tmp_path, settings)
    assert outcome.faults == []
    assert outcome.kind == ("conflict" if seed in CONFLICT else "roster")
    assert (outcome.least is not None) == (seed in TINY)  # brute force took all rosters of the tiny ones


def test_what_is_believed_is_compared_goal_by_goal(
    tmp_path: Path, benchmarks: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A goal that is believed 100 points too dear and another 100 too cheap add up to what is counted."""
    from benchmarks.drawn import draw

    def wrong(*given: object) -> Result:
        result = solve(*given)  # type: ignore[arg-type]
        believed = result.believed
        odd = {"wishes": believed["wishes"] + 100, "headcount": believed["headcount"] - 100}
        return replace(result, believed={**believed, **odd})

    monkeypatch.setattr(benchmarks, "solve", wrong)
    outcome = benchmarks.outcome_of(draw(TINY[0]), tmp_path, SolveSettings(time_limit=float("inf"), iterations=60))
    assert [fault.partition(": the model")[0] for fault in outcome.faults] == ["guard: headcount", "guard: wishes"]
    assert abs(outcome.difference) == 100


def test_a_seed_draws_the_same_files_each_time_and_another_seed_others() -> None:
    from benchmarks.drawn import draw

    assert draw(3) == draw(3)
    assert draw(3).files != draw(4).files


def test_what_is_drawn_has_every_edge() -> None:
    """Files of two hundred seeds, told apart by what stands in them."""
    from benchmarks.drawn import draw

    drawn = [draw(seed) for seed in range(200)]
    texts = ["\n".join(one.files.values()) for one in drawn]
    for mark in (
        "overtime", '"on_call"', "exclusive", "minutes_horizon", "days_week", "hours_week", "08:30-16:30", "09:15",
        "open_hours", "backlog", "[fairness]", "Asia/Kathmandu", "T00:00,", "interval_minutes = 15", '"split"',
    ):  # fmt: skip
        assert any(mark in text for text in texts), mark
    assert all(drawn_leave(drawn).values()), drawn_leave(drawn)
    assert minimums_of_joiners(drawn) == {
        "hours_week",
        "days_week",
        "minutes_horizon",
        "days_in_a_row",
        "days_off_in_a_row",
    }
    assert {one.size for one in drawn} == {"tiny", "small", "long"}
    assert {one.weeks for one in drawn} == {1, 2, 3, 4, 5, 6}
    heads = [one.files.get("forecasts/headcount.csv", "") for one in drawn]
    assert any(",general,,\n" in text and ",mail,,\n" in text for text in heads)
    assert any(",general,,each\n" in text for text in heads)
    assert any(one.files["config/queues.toml"] == "" and "[[cover]]" in one.files["config/cover.toml"] for one in drawn)


def drawn_leave(drawn):  # type: ignore[no-untyped-def]
    """How many rows of leave are of each sort; people of some of them overlap."""
    found = Counter()  # type: ignore[var-annotated]
    for one in drawn:
        rows = [line.split(",") for line in one.files["config/time_off.csv"].splitlines()[1:]]
        found["twice"] += len(rows) - len({row[0] for row in rows})
        for _, start, end, _, hours in rows:
            clocks = {moment.partition("T")[2] for moment in (start, end)}
            sort = "dates" if clocks == {""} else "midnights" if clocks == {"00:00"} else "clock"
            found[sort] += 1
            found[f"{sort} with hours"] += bool(hours)
            found["over a night"] += sort == "clock" and start[:10] != end[:10]
    return found


def minimums_of_joiners(drawn):  # type: ignore[no-untyped-def]
    """The limits with a least amount that bind somebody who joins or leaves."""
    found = set()
    for one in drawn:
        contracts = tomllib.loads(one.files["config/contracts.toml"])
        for line in one.files["config/agents.csv"].splitlines()[1:]:
            cells = line.split(",")
            if cells[-1] or cells[-2]:
                found |= {
                    name for name, told in contracts[cells[3]].items() if isinstance(told, dict) and told.get("min")
                }
    return found


BROKEN = {
    "rest": ({"rest_hours": 11}, [(0, 22, "night"), (1, 6, "day")]),  # ends 06:00, begins 06:00
    "overlap": ({}, [(0, 23, "night"), (1, 6, "day")]),
    "hours": ({"hours_week": {"max": 8}}, [(0, 6, "day"), (1, 6, "day")]),  # 14 paid hours
    "too few hours": ({"hours_week": {"min": 8}}, [(0, 6, "day")]),  # 7 paid hours
    "too few days": ({"days_week": {"min": 2}}, [(0, 6, "day")]),
    "days in a row": ({"days_in_a_row": {"max": 1}}, [(0, 6, "day"), (1, 6, "day")]),
    "weekends": ({"weekends": {"max": 0}}, [(5, 6, "day")]),
    "max shifts": ({"max_shifts": {"day": 0}}, [(0, 6, "day")]),
    "minutes of the horizon": ({"minutes_horizon": {"max": 400}}, [(0, 6, "day")]),  # 420 paid minutes
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_recount_finds_one_broken_limit_and_none_where_it_is_not_asked(name: str) -> None:
    from benchmarks.recount import broken_limits

    limits, rows = BROKEN[name]
    made = operation([agent("ann")], contract=Contract(id="full", limits=limits))
    answer = roster([duty("ann", day, hour, shift) for day, hour, shift in rows])
    assert len(broken_limits(made, horizon(), answer)) == 1
    if name != "overlap":
        free = replace(made, contracts={"full": Contract(id="full")})
        assert broken_limits(free, horizon(), answer) == []


def test_the_recount_knows_leave_pins_and_employment() -> None:
    from benchmarks.recount import broken_limits

    answer = roster([duty("ann", 0, 22, "night"), duty("ann", 3, 6)])
    leave = (Leave("ann", "sick", MONDAY + timedelta(days=1), MONDAY + timedelta(days=1)),)
    assert len(broken_limits(operation([agent("ann")], leave=leave), horizon(), answer)) == 1  # the night before
    pins = (Pin("ann", MONDAY, "off"), Pin("ann", MONDAY + timedelta(days=3), "day"))
    assert len(broken_limits(operation([agent("ann")], pins=pins), horizon(), answer)) == 1
    leaver = agent("ann", last_day=MONDAY + timedelta(days=2))
    assert len(broken_limits(operation([leaver]), horizon(), answer)) == 1


def test_the_recount_credits_a_weekday_of_leave() -> None:
    """40 hours in 5 days: a day of leave is 8, four shifts of 8 reach the minimum; five are 48 with it."""
    from benchmarks.recount import broken_limits

    limits = {"hours_week": {"min": 40, "max": 40}, "days_week": {"max": 5}}
    day_off = MONDAY + timedelta(days=4)
    leave = (Leave("ann", "vacation", day_off, day_off),)
    made = operation([agent("ann")], contract=Contract(id="full", limits=limits), leave=leave)
    four = [duty("ann", day, 6, "night") for day in range(4)]
    assert broken_limits(made, horizon(), roster(four)) == []
    assert len(broken_limits(made, horizon(), roster(four[:3]))) == 1
    assert len(broken_limits(made, horizon(), roster([*four, duty("ann", 5, 6, "night")]))) == 2  # hours and days


def test_brute_force_counts_every_legal_roster() -> None:
    """Ann may work one night. On Monday one person is wanted at 7, on Tuesday at 3; Monday off is her wish at 5."""
    from benchmarks.brute import least_points, legal_lines

    limits = {"max_shifts": {"night": 1}}
    wanted = (
        Headcount(MONDAY, "night", 1, 7, 0),
        Headcount(MONDAY + timedelta(days=1), "night", 1, 3, 0),
    )
    made = operation(
        [agent("ann")],
        contract=Contract(id="full", shifts=("night",), limits=limits),
        headcount=wanted,
        wishes=(Wish("ann", MONDAY, "off", None, 5),),
    )
    assert len(list(legal_lines(made, horizon(), made.agents[0]))) == 8  # none, or one of seven nights
    asked = requirement(made, horizon())
    assert least_points(made, horizon(), asked, 8) == 7  # Tuesday: 7; Monday: 3 + 5; none: 7 + 3
    assert least_points(made, horizon(), asked, 7) is None


def test_the_recount_knows_washington() -> None:
    """An hour of lunch after four hours, three hours after it: 240 minutes without any break, no 300 without a meal."""
    from benchmarks.recount import washington_kept

    row = duty("ann", 0, 8, hours=8, pauses=[lunch(0, 12)])
    assert list(washington_kept([row])) == ["240 minutes in a row on 2026-12-21, 180 are the most"]
    assert len(list(washington_kept([duty("ann", 0, 8, hours=8)]))) == 2


def test_the_guard_of_duty_finds_who_is_named_wrongly(tmp_path: Path) -> None:
    """A row that goes leaves a place of its duty without one; no row at all names nobody."""
    from benchmarks.drawn import draw
    from benchmarks.duty_guard import duty_faults
    from scheduler.load import choose_horizon, load
    from scheduler.staffing import staff

    drawn = next(one for one in map(draw, TINY) if "[[cover]]" in one.files["config/cover.toml"])
    drawn.write(tmp_path)
    found = load(tmp_path)
    weeks = choose_horizon(found, drawn.first, drawn.weeks)
    settings = SolveSettings(time_limit=float("inf"), iterations=60)
    answer = solve(found, weeks, staff(found, weeks), settings).roster
    assert answer.held
    assert [*duty_faults(found, weeks, answer)] == []
    assert any("rows for" in fault for fault in duty_faults(found, weeks, replace(answer, held=answer.held[1:])))
    assert [*duty_faults(found, weeks, replace(answer, held=None))] == ["nobody is named"]
