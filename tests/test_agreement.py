"""The guard: what the solver believes of its roster against the count, and what is said where they differ."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import cycle, product
from math import inf
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from fake_answer import fake_answer
from small_case import MONDAY, agent, horizon, operation, queue, requirement, work
from tiny_workspace import tiny_workspace

import scheduler.model.horizon.window_guard
import scheduler.scenarios
from scheduler.cli import main, solve
from scheduler.cli.compare import rows_as_lines, table
from scheduler.judge import agreement, score
from scheduler.load import load
from scheduler.model import SolveSettings
from scheduler.model import solve as model_solve
from scheduler.model.horizon.window_guard import WindowGuard
from scheduler.model.run.believed import believed as window_believed
from scheduler.operation import Contract, Cover, Meeting, Shift, Wish
from scheduler.report.answer.again import answer_again
from scheduler.report.answer.answer import Answer
from scheduler.report.answer.summary import summary
from scheduler.report.page.index import page
from scheduler.scenarios import ended, measures, run, verdict


def test_half_a_point_a_goal_and_a_thousandth_of_minutes_are_rounding() -> None:
    """1,000 points of `short` may be 1 point off by whole minutes and half a point by whole points: 1.5, not 1.6."""
    assert agreement({"short": 1000, "cost": 7}, {"short": 998.5, "cost": 6.5}).agrees
    assert not agreement({"short": 1000}, {"short": 998.4}).agrees
    apart = agreement({"short": 1000, "cost": 7}, {"short": 999.0, "cost": 6.4}).apart
    assert [row.message for row in apart] == ["the model and the count differ by 0.6 in goal cost: please report"]


def test_goals_told_together_are_compared_together() -> None:
    found = agreement({"short": 1000, "late": 400, "cost": 1}, {"short + late": 1400.0})
    assert found.agrees
    assert found.rows[0].allowed == pytest.approx(2 * 0.5 + 1.4)


def differing(**believed: float) -> Answer:
    """A made-up answer whose solver proved what it found, and believes what is said."""
    answer = fake_answer()
    told = {**{goal: float(points) for goal, points in answer.score.points.items()}, **believed}
    result = replace(answer.result, believed=told, bound=float(answer.score.objective), stopped_by="proved")
    return ended(replace(answer, result=result))


def test_where_both_agree_it_is_optimal_and_proved() -> None:
    answer = differing()
    assert (answer.status, answer.result.stopped_by, answer.gap) == ("optimal", "proved", 0.0)
    assert summary(answer)["agreement"]["agrees"]  # type: ignore[index]


def test_proved_is_said_only_of_a_bound_that_is_met() -> None:
    """The bound lies a point below the count: within rounding, and yet nothing is proved."""
    answer = differing()
    result = replace(answer.result, bound=answer.score.objective - 1.0, stopped_by="proved")
    assert ended(replace(answer, result=result)).result.stopped_by == "stalled"


def test_where_they_differ_nothing_is_proved_and_one_line_says_so() -> None:
    answer = differing(wishes=-90.0)
    counted = answer.score.points["wishes"]
    assert (answer.status, answer.result.stopped_by) == ("feasible", "stalled")
    line = f"the model and the count differ by {counted + 90} in goal wishes: please report"
    assert line in solve.lines(answer, Path("reports"), summary(answer))
    assert line in page(answer).decode()
    told = summary(answer)["agreement"]
    assert told["goals"]["wishes"] == {"believed": -90, "counted": counted, "allowed": 0.5}  # type: ignore[index]


def test_a_roster_below_the_bound_takes_the_bound_away() -> None:
    """The count is 1 below what was said to be proved: no bound, no gap, and `cover` loses its own."""
    answer = differing(wishes=-90.0)
    result = replace(answer.result, bound=answer.score.objective + 1.0, bounds={"short": 1.0, "cover": inf})
    refuted = ended(replace(answer, result=replace(result, bounds={"short": 1.0, "cover": 1e9})))
    told = summary(refuted)
    assert (told["bound"], told["gap"], told["bounds"]) == (None, None, {"short": 1})
    assert refuted.status == "feasible"
    assert any("gap unknown" in line for line in solve.lines(refuted, Path("reports"), told))
    assert page(refuted)
    column = measures("odd", refuted)
    assert rows_as_lines(table([column, measures("base", answer)]))
    assert verdict(measures("base", answer), column).endswith("nothing is proved of odd")
    again = answer_again(
        refuted.operation, refuted.horizon, refuted.requirement, refuted.result.roster, json.loads(json.dumps(told))
    )
    assert (again.bound, again.agreement.agrees) == (None, False)


def test_the_last_line_of_progress_is_the_roster_that_is_written(tmp_path: Path) -> None:
    root, seen = tiny_workspace(tmp_path), []
    answer = run(load(root), horizon(MONDAY), SolveSettings(iterations=5), seen.append)
    assert seen[-1] == answer.result.story[-1]
    assert [line.step for line in seen].count("done") == 1
    assert seen[-1].best == answer.score.objective


def test_the_command_writes_what_differs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The roster is written, exit status 0: a planner has more use for it than for nothing."""
    root = tiny_workspace(tmp_path)

    def wrong(*given: object) -> object:
        result = model_solve(*given)  # type: ignore[arg-type]
        return replace(result, believed={**result.believed, "short": result.believed["short"] + 100})

    monkeypatch.setattr(scheduler.scenarios, "solve", wrong)
    words = ("solve", "-C", str(root), "--deterministic", "--iterations", "5")
    result = CliRunner().invoke(main, words, catch_exceptions=False)
    assert result.exit_code == 0
    assert "the model and the count differ by 100 in goal short: please report" in result.output
    told = json.loads((root / "reports" / str(MONDAY) / "summary.json").read_text())
    assert (told["status"], told["agreement"]["agrees"]) == ("feasible", False)


SETTINGS = {
    "by weights": SolveSettings(iterations=10, time_limit=5),
    "in order": SolveSettings(iterations=10, time_limit=5, lexicographic=True),
    "short alone": SolveSettings(iterations=10, time_limit=5, only_goals=("short",)),
}
TOGETHER = [
    *product(SETTINGS, [1], [False, True]),
    ("by weights", 5, True),
    ("in order", 5, False),
    ("short alone", 5, True),
]
"""Any two stand together: how it is solved, for how many weeks, and whether there is a meeting."""


@pytest.mark.parametrize(("name", "weeks", "meeting"), TOGETHER)
def test_the_solver_believes_what_is_counted(name: str, weeks: int, meeting: bool) -> None:
    """Two priorities, mail, a duty, wishes, cost and a meeting: whole, in windows, and with the day stage."""
    made = operation(
        [agent("Ann", roles=("lead",)), agent("Ben"), agent("Cy", skills=("general", "chat"))],
        (queue("calls"), queue("chats", 3, skill="chat"), queue("mail", 4, deferred=True)),
        shifts={"day": Shift(id="day", start={"from": "08:00", "to": "10:00"}, hours=4)},
        contracts={"full": Contract(id="full", limits={"days_week": {"max": 4}, "rest_hours": 11}, shifts=("day",),
                                    cost_hour=20)},
        cover=(Cover(name="Lead", role="lead", hours="09:00-12:00"),),
        wishes=(Wish("Ben", MONDAY, "off", None, 30),),
        goals={"cost": 1},
        meetings={"talk": Meeting(id="talk", minutes=60, on=("tuesday",), between="08:00-12:00", weight=50)}
        if meeting else {},
    )  # fmt: skip
    span = horizon(MONDAY, weeks)
    live = {name: {24 * day + hour: wanted for day in range(7 * weeks) for hour in (9, 11)}
            for name, wanted in (("calls", 1.3), ("chats", 0.45))}  # fmt: skip
    mail = work("mail", {33: 2.5, 60: 1.7}, {33: 58, 60: 83}, count=168 * weeks)
    wanted = requirement(made, span, live, [mail])
    result = model_solve(made, span, wanted, SETTINGS[name])
    counted = score(made, span, wanted, result.roster, SETTINGS[name].only_goals)
    found = agreement(counted.points, result.believed)
    assert found.rows
    assert not found.apart
    assert not (meeting and result.rounding)


def test_whole_minutes_are_no_difference() -> None:
    """One agent for 31.5 minutes of calls and 31.5 of chats at 10: by halves 3 minutes of chats are missing each day.

    By whole minutes half a minute of calls and 2.5 of chats are, or 3.5 of chats: on 5 days more than a thousandth.
    """
    made = operation(
        [agent("Ann", skills=("general", "chat"))],
        (queue("calls"), queue("chats", 3, skill="chat")),
        shifts={"day": Shift(id="day", start="08:00", hours=4)},
        contracts={"full": Contract(id="full", limits={"days_week": {"max": 5}}, shifts=("day",))},
    )
    needs = {24 * day + 10: 31.5 / 60 for day in range(5)}
    wanted = requirement(made, horizon(MONDAY), {"calls": needs, "chats": needs})
    result = model_solve(made, horizon(MONDAY), wanted, SolveSettings(iterations=30, time_limit=5))
    counted = score(made, horizon(MONDAY), wanted, result.roster)
    assert result.rounding["short"] > 0.5 + 0.001 * counted.points["short"]
    assert not agreement(counted.points, result.believed).apart


def test_each_window_is_held_against_the_count_of_its_weeks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five weeks in windows that believe 7 points too many, then 7 too few: both add up, neither hides the other."""
    made = operation([agent("Ann")], (queue("calls"),), contracts={"full": Contract(id="full", shifts=("day",))})
    span, wrong = horizon(MONDAY, 5), cycle([7.0, -7.0])
    wanted = requirement(made, span, {"calls": {24 * day + 9: 2 for day in range(35)}})

    def off(*given: object) -> dict[str, float]:
        told = window_believed(*given)  # type: ignore[arg-type]
        return {**told, "wishes": told["wishes"] + next(wrong)}

    monkeypatch.setattr(scheduler.model.horizon.window_guard, "believed", off)
    result = model_solve(made, span, wanted, SolveSettings(iterations=10, time_limit=5))
    found = agreement(score(made, span, wanted, result.roster).points, result.believed)
    assert [row.goal for row in found.apart] == ["wishes"]
    assert found.apart[0].difference % 7 == 0
    assert {"short", "cover", "cost"} <= {row.goal for row in found.rows}


def test_a_difference_goes_with_the_weeks_that_it_was_found_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """A window of weeks 1 and 2 is 7 points apart; it counts until both have been solved anew, one after the other."""
    wrong = iter([7.0, 0.0, 0.0, 0.0])
    monkeypatch.setattr(scheduler.model.horizon.window_guard, "believed", lambda *_: {"wishes": 20 + next(wrong)})
    monkeypatch.setattr(WindowGuard, "_counted", lambda *_: {"wishes": 20})
    problem = SimpleNamespace(rising=SimpleNamespace(goals=("", "", "")))
    guard, found = WindowGuard(()), []
    run = SimpleNamespace(board=SimpleNamespace(best=()), problem=problem, serving=0)
    for weeks in (range(2), range(2, 4), range(1, 3), range(1)):
        guard.hold(None, run, None, weeks)  # type: ignore[arg-type]
        found.append(guard.believed({"wishes": 50})["wishes"])
    assert found == [57, 57, 57, 50]


def test_duties_are_believed_once_beside_queues() -> None:
    """Ann stands by at night, Ben leads alone on Monday morning: every hour of both duties is held, none counted twice.

    Calls of two agents' skills, mail: the rows of duties and of queues share the people, so one sum holds them all.
    """
    made = operation(
        [agent("Ann", roles=("oncall",)), agent("Ben", roles=("lead",)), agent("Cy")],
        (queue("calls"), queue("mail", 4, deferred=True)),
        contracts={"full": Contract(id="full", limits={"days_week": {"max": 5}, "rest_hours": 11}, shifts=("day",))},
        cover=(
            Cover(name="Standby", role="oncall", hours="22:00-24:00", kind="on_call"),
            Cover(name="Lead", role="lead", on=("monday",), hours="09:00-11:00", exclusive=True),
        ),
    )  # fmt: skip
    span = horizon(MONDAY)
    mail = work("mail", {33: 2.5}, {33: 58})
    wanted = requirement(made, span, {"calls": {9: 1.5, 23: 1.5}}, [mail])
    result = model_solve(made, span, wanted, SolveSettings(iterations=30, time_limit=5))
    counted = score(made, span, wanted, result.roster)
    assert (result.believed["cover"], counted.points["cover"]) == (0, 0)
    assert not agreement(counted.points, result.believed).apart
