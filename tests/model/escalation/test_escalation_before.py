"""Duties go on over Monday 00:00: with their holder of the week before while able, and within every limit."""

from __future__ import annotations

import csv
import re
from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from duty_case import leads
from limits_case import days_on
from small_case import MONDAY, agent, horizon, operation, requirement

from scheduler.cli import main
from scheduler.judge import check
from scheduler.model import SolveSettings, solve
from scheduler.model.escalation import evening
from scheduler.model.escalation.lines import planning
from scheduler.operation import Cover, Leave, Shift

WEEKEND = Cover(name="Lead", role="lead", kind="on_call", on=("saturday", "sunday", "monday"), hours="08:00-08:00",
                block="weekend", max_in_a_row=1)  # fmt: skip
DAYS = {"day": Shift(id="day", start="10:00", hours=8)}


def solved(cover, past, *leave, people="AB"):
    """(start hour, end hour, agent) of the rows of the first two days."""
    made = operation(leads(*people), cover=(cover,), duty_history=tuple(past), shifts=DAYS, leave=leave)
    result = solve(made, horizon(), requirement(made, horizon()), SolveSettings(iterations=60, time_limit=5))
    assert not check(made, horizon(), result.roster)
    rows = [(horizon().minute(row.start) // 60, horizon().minute(row.end) // 60, row.agent)
            for row in result.roster.held or ()]  # fmt: skip
    return sorted(row for row in rows if row[0] < 48)


def weekend(name):
    return days_on(name, -2, -1, hours=(8, 32), kind="on_call")


@pytest.mark.parametrize(("one", "other"), ["AB", "BA"])
def test_a_weekend_cut_by_the_horizon_is_held_to_its_end_and_the_next_block_is_anothers(one, other):
    assert solved(WEEKEND, weekend(one)) == [(0, 8, one), (8, 32, other)]


def test_a_cut_weekend_goes_to_another_where_its_holder_is_on_leave():
    away = Leave("A", "vacation", MONDAY, MONDAY)
    cut, monday = solved(WEEKEND, weekend("A"), away, people="ABC")
    assert (cut[:2], monday[:2], {cut[2], monday[2]}) == ((0, 8), (8, 32), {"B", "C"})


@pytest.mark.parametrize("name", "ABC")
def test_a_window_of_no_block_goes_on_with_its_holder_too(name):
    night = Cover(name="Lead", role="lead", kind="on_call", on=("sunday",), hours="20:00-06:00")
    assert solved(night, days_on(name, -1, hours=(20, 30), kind="on_call"), people="ABC") == [(0, 6, name)]


def test_the_history_may_say_who_holds_on_after_the_start_as_well():
    past = days_on("B", -1, hours=(8, 24), kind="on_call")
    longer = days_on("B", -1, hours=(8, 32), kind="on_call")
    assert solved(WEEKEND, past) == solved(WEEKEND, longer) == [(0, 8, "B"), (8, 32, "A")]


def test_standby_over_midnight_gives_way_to_a_desk_of_its_own_priority():
    """Who goes on until 04:00 rests until 12:00, and only A may be at the desk from 08:00: B takes over at midnight.

    The plan of standby knows nothing of the desk, which the search counts.
    """
    night = Cover(name="Lead", role="lead", kind="on_call", on=("sunday",), hours="20:00-04:00", rest_after_hours=8)
    desk = Cover(name="Desk", role="desk", on=("monday",), hours="08:00-16:00")
    people = [agent("A", roles=["lead", "desk"]), agent("B", roles=["lead"])]
    made = operation(people, cover=(night, desk), shifts={"day": Shift(id="day", start="08:00", hours=8)},
                     duty_history=tuple(days_on("A", -1, hours=(20, 28), kind="on_call")))  # fmt: skip
    result = solve(made, horizon(), requirement(made, horizon()), SolveSettings(iterations=60, time_limit=5))
    assert not check(made, horizon(), result.roster)
    assert [(row.cover, row.agent) for row in result.roster.held or ()][:2] == [("Desk", "A"), ("Lead", "B")]
    assert all(row.agent for row in result.roster.held or ())


COVER = """[[cover]]
name = "Standby"
tiers = ["primary", "backup"]
role = "lead"
kind = "on_call"
hours = { monday-friday = "20:00-06:00", saturday-sunday = "06:00-06:00" }
block = "weekend"
rest_after_hours = 4
max_in_a_row = 1
"""
FILES = {
    "config/operation.toml": 'name = "Weeks"\ntime_zone = "America/Los_Angeles"\nweek_starts = "monday"\n'
    "interval_minutes = 60\nshift_step_minutes = 60\nbreak_step_minutes = 15\n",
    "config/sites.toml": '[seattle]\nname = "Seattle"\ntime_zone = "America/Los_Angeles"\n',
    "config/shifts.toml": '[early]\nstart = "07:00"\nhours = 8\n\n[late]\nstart = "12:00"\nhours = 8\n',
    "config/contracts.toml": "[full]\nrest_hours = 11\ndays_week = { min = 4, max = 5 }\n",
    "config/cover.toml": COVER,
    "config/agents.csv": "agent,name,site,contract,skills,languages,roles\n"
    + "".join(f"{name},{name},seattle,full,general,en,lead\n" for name in "ABCDEF"),
}
WEEKS = ("2026-10-05", "2026-10-12", "2026-10-19")


@pytest.fixture(scope="module")
def weeks(tmp_path_factory):
    """A workspace in which three weeks were solved one after the other, and what the solves said."""
    root = tmp_path_factory.mktemp("weeks")
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    wanted = [f"{date.fromisoformat(week) + timedelta(days=day)},early,2,10,1" for week in WEEKS for day in range(7)]
    (root / "forecasts").mkdir()
    text = "\n".join(["date,shift,agents,weight_under,weight_over", *wanted, ""])
    (root / "forecasts" / "headcount.csv").write_text(text)
    with pytest.MonkeyPatch.context() as fewer:
        fewer.setattr(planning, "TURNS", 10)
        fewer.setattr(evening, "MOST", 10)
        budget = ("--deterministic", "--iterations", "20")
        return root, [run("solve", "-C", root, "--from", week, *budget) for week in WEEKS]


def run(*arguments):
    answer = CliRunner().invoke(main, [str(one) for one in arguments])
    assert answer.exit_code == 0, answer.output
    return answer.output


def rows(root, week):
    with (root / "reports" / week / "duty.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def test_weeks_solved_one_after_the_other_hand_their_duties_over(weeks):
    """One agent holds each tier from Saturday 06:00 over Monday 00:00 to 06:00; nobody has two blocks in a row."""
    root, said = weeks
    for before, after, words in zip(WEEKS, WEEKS[1:], said[1:], strict=False):
        told = [line for line in words.splitlines() if "rows of duties" in line]
        assert len(told) == len([week for week in WEEKS if week < after])
        assert any(f"reports/{before}: its" in line for line in told)
        for tier in ("primary", "backup"):
            last, first = ([row for row in rows(root, week) if row["tier"] == tier] for week in (before, after))
            assert all(row["agent"] for row in (*last, *first))
            saturday = date.fromisoformat(after) - timedelta(days=2)
            weekend = {row["agent"] for row in last if row["start"] >= f"{saturday}T06"}
            assert weekend == {first[0]["agent"]}
            assert first[1]["agent"] not in weekend
    for week in WEEKS:
        run("check", "-C", root, root / "reports" / week)


def test_each_week_is_judged_by_the_weeks_before_it(weeks):
    """The second week was made from another history if the week before is taken away: `check` and `cover` say so."""
    root, _ = weeks
    folder, away = root / "reports" / WEEKS[0] / "duty.csv", root / "duty.csv"
    folder.rename(away)
    try:
        said = run("check", "-C", root, root / "reports" / WEEKS[1])
    finally:
        away.rename(folder)
    assert "what was worked before, as earlier reports say" in said
    assert "not as it was" not in run("check", "-C", root, root / "reports" / WEEKS[1])


def test_a_holder_who_takes_the_next_block_as_well_is_found_by_check(weeks, tmp_path):
    """Monday night is given to who held the weekend: more than one block in a row, as the week before shows."""
    root, _ = weeks
    file = root / "reports" / WEEKS[1] / "duty.csv"
    before, now = file.read_text(), rows(root, WEEKS[1])
    first, night = [row for row in now if row["tier"] == "primary"][:2]
    file.write_text(before.replace(",".join((*list(night.values())[:4], night["agent"])),
                                   ",".join((*list(night.values())[:4], first["agent"]))))  # fmt: skip
    try:
        answer = CliRunner().invoke(main, ["check", "--json", "-C", str(root), str(file.parent)])
    finally:
        file.write_text(before)
    assert answer.exit_code == 3
    assert re.search(rf"{first['agent']} holds \d blocks of Standby in a row, from 2026-10-10", answer.output)
