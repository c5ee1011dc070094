"""What-ifs side by side: figures, what differences are worth, and who and when they concern."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fake_answer import fake_answer
from tiers_case import tiers_answer
from tiny_workspace import MONDAY, tiny_workspace

import scheduler.scenarios
from scheduler.cli import compare, main
from scheduler.model import solve
from scheduler.operation import Operation
from scheduler.report import Answer
from scheduler.report.queues_compared import queue_table, queues_of
from scheduler.result import Result as SolveResult
from scheduler.roster import Roster
from scheduler.scenarios import Measures, measures, person_changes, service_verdict, short_changes, verdict


@cache
def measured() -> Measures:
    """The measures of the fake answer, whose roster is simulated once."""
    return measures("base", fake_answer())


def column(name: str, objective: int, bound: float) -> Measures:
    return replace(measured(), name=name, objective=objective, bound=bound)


@pytest.mark.parametrize(
    ("base", "other", "said"),
    [
        # The optimum of more is at least 950; that of base is at most 800: 150 apart whatever the gaps.
        ((800, 700), (1000, 950), "more costs more than base: +200 points, at least 150 more at the optimum"),
        ((1000, 950), (800, 700), "more costs less than base: -200 points, at least 150 fewer at the optimum"),
        (
            (1000, 900),
            (1050, 880),
            "more against base: +50 points, which is within the gaps (-120 to +150): points do not prove which is "
            "better; a longer --time-limit may",
        ),
        ((500, 500), (560, 560), "more costs +60 points against base, proved for both"),
    ],
    ids=["more", "less", "within the gaps", "proved"],
)
def test_a_difference_counts_only_beyond_the_gaps(base: tuple[int, int], other: tuple[int, int], said: str) -> None:
    assert verdict(column("base", *base), column("more", *other)) == said


def one_less() -> tuple[Answer, Answer]:
    """The fake answer, and the same without the first shift."""
    base = fake_answer()
    duty, *kept = base.result.roster.duties
    activities = tuple(
        row
        for row in base.result.roster.activities
        if not (row.agent == duty.agent and duty.start <= row.start < duty.end)
    )
    roster = Roster(tuple(kept), activities)
    from scheduler.judge import score

    counted = score(base.operation, base.horizon, base.requirement, roster)
    return base, replace(base, result=replace(base.result, roster=roster), score=counted)


def test_changes_down_to_the_person() -> None:
    base, other = one_less()
    gone = base.result.roster.duties[0]
    [change] = person_changes(base, other)
    assert (change.agent, change.days_changed) == (gone.agent, 1)
    assert change.hours_base - change.hours == gone.paid_minutes / 60
    assert list(person_changes(base, base)) == []


def test_changes_down_to_the_queue_and_half_hour() -> None:
    base, other = one_less()
    gone = base.result.roster.duties[0]
    changes = list(short_changes(base, other))
    assert changes
    assert all(gone.start <= row.start < gone.end and row.short > row.short_base for row in changes)
    hours = sum(row.short - row.short_base for row in changes) / 2
    assert hours == pytest.approx(other.score.short_agent_hours - base.score.short_agent_hours)
    assert list(short_changes(base, base)) == []


def test_the_table_has_a_column_a_scenario() -> None:
    rows = compare.table([column("base", 1000, 900), column("more", 2000, 1500)])
    lines = compare.rows_as_lines(rows)
    assert lines[0].split() == ["base", "more"]
    told = {line.split()[0]: line.split()[-2:] for line in lines[1:]}
    assert (told["objective"], told["bound"]) == (["1,000", "2,000"], ["900", "1,500"])
    assert len({len(line) for line in lines}) == 1


def test_open_duties_are_told_by_tier_in_the_order_of_cover_toml() -> None:
    """Four of six hours of the backup are open; one scenario has no such duty."""
    first, second = measures("base", tiers_answer()), column("more", 1000, 900)
    assert first.open_duties == {"Safety/primary": 0, "Safety/backup": 4}
    rows = [row for row in compare.table([first, second]) if row[0].startswith("  ") and "alone" not in row[0]]
    assert rows == [["  Safety/backup", "4.0", "-"], ["  Escalation lead", "-", "21.0"]]


def invoke(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["compare", *map(str, arguments)])


def test_a_whole_comparison(tmp_path: Path) -> None:
    result = invoke("base", "quiet", "-C", tiny_workspace(tmp_path), "--time-limit", 1)
    assert (result.exit_code, result.exception) == (0, None)
    assert "quiet costs +0 points against base, proved for both\n" in result.stdout
    folder = tmp_path / "reports" / f"compare-{MONDAY}"
    assert result.stdout.endswith(f"open {folder / 'index.html'}\n")
    found = json.loads((folder / "compare.json").read_text())
    assert [row["name"] for row in found["scenarios"]] == ["base", "quiet"]
    page = (folder / "index.html").read_text()
    assert "<script src=" not in page
    assert "https://cdn" not in page.split("</style>")[1][:5000]
    with (folder / "people.csv").open() as stream:
        assert next(csv.reader(stream)) == ["scenario", "agent", "name", "site", "hours_base", "hours", "days_changed"]
    with (folder / "shortages.csv").open() as stream:
        assert next(csv.reader(stream)) == ["scenario", "queue", "start", "minutes", "short_base", "short"]


def test_each_scenario_is_held_against_the_count(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A solver that believes 100 points too many of `quiet` is told on the terminal, the page and in compare.json."""

    def wrong(operation: Operation, *given: object) -> SolveResult:
        found = solve(operation, *given)  # type: ignore[arg-type]
        more = 100 if any("quiet" in name for name in operation.inputs) else 0
        return replace(found, believed={**found.believed, "short": found.believed["short"] + more})

    monkeypatch.setattr(scheduler.scenarios, "solve", wrong)
    result = invoke("base", "quiet", "-C", tiny_workspace(tmp_path), "--time-limit", 1)
    assert (result.exit_code, result.exception) == (0, None)
    line = "quiet: the model and the count differ by 100 in goal short: please report"
    assert f"{line}\n" in result.stdout
    assert [row.split("  ")[-1].strip() for row in result.stdout.splitlines() if row.startswith("model and count")] == [
        "differ in short"
    ]
    folder = tmp_path / "reports" / f"compare-{MONDAY}"
    base, quiet = json.loads((folder / "compare.json").read_text())["scenarios"]
    assert (base["agreement"]["agrees"], base["model_and_count"]) == (True, "agree")
    assert quiet["agreement"]["agrees"] is False
    assert quiet["agreement"]["goals"]["short"]["believed"] == quiet["points"]["short"] + 100
    assert line in (folder / "index.html").read_text()


def test_what_was_not_compared_is_said(tmp_path: Path) -> None:
    """The fake answer has no solver that believes anything."""
    column = measured()
    assert (column.agreement["agrees"], column.model_and_count) == (None, "not compared")


@pytest.mark.parametrize("struck", [KeyboardInterrupt(), RuntimeError("simulated")], ids=["Ctrl-C", "a bug"])
def test_no_scenario_is_lost_to_its_simulation(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, struck: BaseException
) -> None:
    """Both rosters are compared without service; a bug is still shown."""

    def strike(*given: object) -> None:
        raise struck

    monkeypatch.setattr("scheduler.report.answer.answer.simulated", strike)
    result = invoke("base", "quiet", "-C", tiny_workspace(tmp_path), "--time-limit", 1)
    assert result.exception is (struck if isinstance(struck, RuntimeError) else None)
    found = json.loads((tmp_path / "reports" / f"compare-{MONDAY}" / "compare.json").read_text())
    assert [(row["live_in_time"], row["targets_missed"]) for row in found["scenarios"]] == [(None, None)] * 2


def test_service_comes_before_points() -> None:
    one = replace(column("base", 1000, 900), live_in_time=0.95, targets_missed=("a",))
    other = replace(column("more", 2000, 1500), live_in_time=0.82, targets_missed=("a", "b"))
    titles = [row[0] for row in compare.table([one, other])]
    assert titles[:4] == ["", "live contacts in time", "targets missed", "short, agent-hours"]
    assert titles.index("cost") < titles.index("people") < titles.index("objective")
    words = "more against base: 82.0 % of live contacts in time against 95.0 %; 2 targets missed against 1, newly b"
    assert service_verdict(one, other) == words
    assert service_verdict(replace(one, live_in_time=None), other) == ""


def in_queue(share: float, half: float = 0.01, abandoned: float = 0.0) -> dict[str, object]:
    """A queue that promises 80 % in time and at most 5 % who give up."""
    return {"expected": share, "half_width": half, "abandoned": abandoned, "abandoned_half_width": half,
            "target": 0.8, "most_abandoned": 0.05, "deferred": False, "promise": ""}  # fmt: skip


def test_queues_that_miss_a_target_in_one_scenario_stand_side_by_side() -> None:
    base = {"queues": {"calls": in_queue(0.7), "sms": in_queue(0.9), "vet": in_queue(0.9, abandoned=0.2)}}
    more = {"queues": {"calls": in_queue(0.85), "sms": in_queue(0.95), "incident": in_queue(0.5)}}
    assert queue_table({"base": base, "more": more, "unknown": None}) == [
        ["in time, % (* missed)", "promised", "base", "more", "unknown"],
        ["calls", "80", "70.0 ±1.0 *", "85.0 ±1.0  ", "-"],
        ["vet", "80", "90.0 ±1.0  ", "-", "-"],
        ["  give up", "most 5", "20.0 ±1.0 *", "-", "-"],
        ["incident", "80", "-", "50.0 ±1.0 *", "-"],
    ]
    sms = in_queue(0.7, abandoned=0.5)
    promised = {"calls": {**in_queue(0.7), "target": None}, "sms": {**sms, "most_abandoned": 0.6}}
    other = {"calls": in_queue(0.7), "sms": {**sms, "target": 0.5}}
    assert queue_table({"none": {"queues": promised}, "all": {"queues": other}})[1:] == [
        ["sms", "80", "70.0 ±1.0 *", "70.0 ±1.0 of 50  "],
        ["  give up", "most 60", "50.0 ±1.0  ", "50.0 ±1.0 of 5 *"],
        ["calls", "80", "70.0 ±1.0 of none  ", "70.0 ±1.0 *"],
    ]
    assert queue_table({"base": {"queues": {"sms": in_queue(0.9)}}, "unknown": None}) == []
    told = queues_of(base)
    assert [row["verdict"] for row in told.values()] == ["missed", "met", "missed"]
    assert queues_of(None) == {}


def test_targets_missed_are_told_where_something_was_simulated() -> None:
    """Deferred queues have targets too: one missed is told without any live contact."""
    one = replace(column("base", 1000, 900), live_in_time=None, targets_missed=("Appeals",))
    none = replace(one, name="more", targets_missed=None)
    assert ["targets missed", "1", "-"] in compare.table([one, none])
    assert not any(row[0] == "targets missed" for row in compare.table([none, none]))


def test_a_scenario_that_does_not_exist_costs_no_time(tmp_path: Path) -> None:
    result = invoke("base", "queit", "-C", tiny_workspace(tmp_path))
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: config/scenarios/queit.toml: no such scenario")


@pytest.mark.parametrize("names", [["base"], ["base", "quiet", "quiet"]], ids=["one", "twice"])
def test_names_differ(tmp_path: Path, names: list[str]) -> None:
    result = invoke(*names, "-C", tiny_workspace(tmp_path))
    assert result.exit_code == 2
    assert result.stderr == "Error: compare wants two or more different names, such as `scheduler compare base NAME`\n"


def test_the_page_escapes_what_users_write() -> None:
    from scheduler.report.compare_page import compare_page

    page = compare_page("<b>", "", ([["", "base"]], []), ["<i>"], {"base": fake_answer()}).decode()
    places = [page.index(text) for text in ("<h2>Points by goal", 'id="chart-0"', "<h2>Short by", 'id="chart-1"')]
    assert places == sorted(places)
    assert "<b>" not in page.partition("<h1>")[2].partition("</h1>")[0]
    assert "<li>&lt;i&gt;</li>" in page
