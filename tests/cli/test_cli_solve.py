"""`scheduler solve` as a planner meets it: what it prints and writes, how it fails, how it stops."""

from __future__ import annotations

import io
import json
import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fake_answer import fake_answer
from rich.console import Console
from tiny_workspace import tiny_workspace

import scheduler.report
import scheduler.scenarios
from scheduler.cli import bill, main, options, solve
from scheduler.cli.signals import stopping
from scheduler.cli.ticker import Ticker, line
from scheduler.report import Answer
from scheduler.report.answer.summary import summary
from scheduler.result import GivenUp, Progress


def test_the_end_says_points_bounds_and_what_is_missing() -> None:
    answer = fake_answer()
    shown = list(bill.lines(answer, Path("reports/2026-12-21"), summary(answer)))
    points, objective = answer.score.points, answer.score.objective
    assert shown[:3] == [
        "Trust & Safety and Support",
        "2026-12-21 to 2026-12-27: feasible roster after 30.0 s",
        "",
    ]
    assert shown[3].startswith("service            ")
    first = shown.index("limits broken      0")
    assert shown[first + 1].startswith("cost               wages ")
    assert shown[first + 2 : first + 6] == [
        "needless           48.0 paid hours, 6 shifts that nothing asks for",
        "widest in a group  nights 0 to 5, weekends 1 to 3",
        "",
        "goal                  points         bound",
    ]
    assert shown[first + 6] == f"cover{points['cover']:>23,}             0"
    assert shown[first + 7] == f"short{points['short']:>23,}             -"
    whole = shown.index(f"all{objective:>25,}{0.9 * objective:>14,.0f}   gap 10.00 %")
    assert shown[whole + 1].startswith("Feasible: at most ")
    assert shown[-1] == "open reports/2026-12-21/index.html"
    assert max(map(len, shown)) <= 80


def test_what_was_given_up_fits_the_terminal() -> None:
    answer = fake_answer()
    reason = "days_week min 5 -> 3 (contract full-time-nights) and hours_week min 40 -> 24 (contract full-time-nights)"
    given = replace(answer, result=replace(answer.result, given_up=(GivenUp("A014", "days_week", reason),)))
    shown = list(bill.lines(given, Path("reports/2026-12-21"), summary(given)))
    first = shown.index("given up           A014: days_week: days_week min 5 -> 3 (contract full-time-")
    assert shown[first : first + 3] == [
        "given up           A014: days_week: days_week min 5 -> 3 (contract full-time-",
        "                   nights) and hours_week min 40 -> 24 (contract full-time-",
        "                   nights)",
    ]


def with_answer(monkeypatch: pytest.MonkeyPatch, answer: Answer) -> None:
    """`solve` without solving: the workspace and the run are given."""
    opened = (answer.operation, answer.horizon, ("a.csv: something odd",))
    monkeypatch.setattr(options, "open_workspace", lambda root, **asked: opened)
    monkeypatch.setattr(scheduler.scenarios, "run", lambda operation, horizon, settings, watch: answer)


def invoke(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["solve", *map(str, arguments)])


def test_json_is_the_summary_with_report_and_notes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with_answer(monkeypatch, fake_answer())
    result = invoke("-C", tmp_path, "--json")
    folder = tmp_path / "reports" / "2026-12-21"
    written = json.loads((folder / "summary.json").read_text())
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {**written, "report": str(folder), "notes": ["a.csv: something odd"]}
    assert result.stderr == "Note: a.csv: something odd\n"


def test_a_scenario_is_written_beside_the_real_week(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with_answer(monkeypatch, fake_answer())
    assert invoke("-C", tmp_path, "--scenario", "quiet").exit_code == 0
    assert [folder.name for folder in (tmp_path / "reports").iterdir()] == ["2026-12-21-quiet"]


def test_an_interrupted_solve_says_so_and_is_done(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    answer = fake_answer()
    with_answer(monkeypatch, replace(answer, result=replace(answer.result, stopped_by="interrupt")))
    result = invoke("-C", tmp_path)
    assert result.exit_code == 0
    assert result.stderr.endswith("Note: stopped; this is the best roster so far\n")


def test_an_edited_report_is_refused_before_time_is_spent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with_answer(monkeypatch, fake_answer())
    assert invoke("-C", tmp_path).exit_code == 0
    edited = tmp_path / "reports" / "2026-12-21" / "roster.csv"
    edited.write_text(edited.read_text() + "\n")

    def never(*given: object) -> Answer:
        raise AssertionError("solved in vain")

    monkeypatch.setattr(scheduler.scenarios, "run", never)
    result = invoke("-C", tmp_path)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == (
        f"Error: {edited}: edited since it was written, so it is not overwritten; "
        "`--force` overwrites it, `--out` writes elsewhere"
    )


def test_force_overwrites_an_edited_report(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with_answer(monkeypatch, fake_answer())
    invoke("-C", tmp_path)
    edited = tmp_path / "reports" / "2026-12-21" / "roster.csv"
    before = edited.read_text()
    edited.write_text("mine")
    assert invoke("-C", tmp_path, "--force").exit_code == 0
    assert edited.read_text() == before


def test_a_simulation_that_fails_loses_no_roster(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fails(*given: object) -> None:
        raise MemoryError

    with_answer(monkeypatch, fake_answer())
    monkeypatch.setattr("scheduler.report.answer.answer.simulated", fails)
    assert isinstance(invoke("-C", tmp_path).exception, MemoryError)
    folder = tmp_path / "reports" / "2026-12-21"
    assert (folder / "roster.csv").is_file()
    assert "service" not in json.loads((folder / "summary.json").read_text())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_during_the_simulation_loses_no_roster(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, number: int
) -> None:
    def struck(*given: object) -> None:
        os.kill(os.getpid(), number)

    interrupted = signal.signal(signal.SIGINT, signal.default_int_handler)  # jobs in the background ignore it
    before = signal.getsignal(signal.SIGTERM)
    with_answer(monkeypatch, fake_answer())
    monkeypatch.setattr("scheduler.report.answer.answer.simulated", struck)
    result = invoke("-C", tmp_path)
    signal.signal(signal.SIGINT, interrupted)
    folder = tmp_path / "reports" / "2026-12-21"
    assert result.exit_code == 0
    assert "stopped before the roster was simulated" in result.stderr
    assert "service" not in json.loads((folder / "summary.json").read_text())
    assert "Not known: this roster was not simulated." in (folder / "index.html").read_text()
    assert signal.getsignal(signal.SIGTERM) is before


def test_goals_are_names_of_goals() -> None:
    assert solve.chosen_goals("short, cover") == ("short", "cover")
    assert solve.chosen_goals("") == ()
    result = invoke("--goals", "shrt", "-C", Path(__file__).parents[2])
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1].startswith("Error: --goals: shrt is no goal; there are cover, short, ")


def test_a_whole_solve_of_a_tiny_week(tmp_path: Path) -> None:
    """Two shifts of eight hours on each of seven days would do; three people of forty hours have fifteen."""
    result = invoke("-C", tiny_workspace(tmp_path), "--time-limit", 2)
    assert (result.exit_code, result.exception) == (0, None)
    assert "short              0.0 of 56.0 agent-hours (0.00 %)\n" in result.stdout
    assert "limits broken      0\n" in result.stdout
    summary = json.loads((tmp_path / "reports" / "2026-12-21" / "summary.json").read_text())
    assert summary["objective"] == sum(summary["points"].values()) == 0
    assert summary["status"] == "optimal"


def test_a_signal_stops_the_search_and_not_the_program() -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    for number in (signal.SIGINT, signal.SIGTERM):
        with stopping() as stop:
            assert not stop.is_set()
            os.kill(os.getpid(), number)
            assert stop.wait(5)
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before


def test_progress_off_a_terminal_is_a_line_now_and_then() -> None:
    stream = io.StringIO()
    with Ticker(Console(file=stream, width=120)) as ticker:
        ticker(Progress(0.5, None, 0.0, "first roster"))
        ticker(Progress(1.0, 5000.0, 4000.0, "improving"))
        ticker(Progress(2.0, 4900.0, 4000.0, "improving"))
        ticker(Progress(6.0, 4500.0, 4000.0, "improving"))
    assert stream.getvalue().splitlines() == [
        "   0.5 s  first roster  best none yet  bound 0",
        "   1.0 s  improving  best 5,000  bound 4,000  gap 20.0 %",
        "   6.0 s  improving  best 4,500  bound 4,000  gap 11.1 %",
    ]


def test_a_line_of_progress() -> None:
    assert line(Progress(12.34, 5120.0, 4900.0, "proving")) == "  12.3 s  proving  best 5,120  bound 4,900  gap 4.3 %"


@pytest.mark.parametrize("part", ["page", "summary"])
def test_no_roster_is_lost_where_the_page_cannot_be_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, part: str
) -> None:
    """A bug of the report shows its traceback, and the tables of the roster are written before."""

    def broken(*given: object) -> bytes:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(scheduler.report, part, broken)
    workspace = tiny_workspace(tmp_path)
    ended = CliRunner().invoke(main, ["solve", "-C", str(workspace), "--time-limit", "1", "--scenario", "quiet"])
    assert isinstance(ended.exception, ZeroDivisionError)
    report = workspace / "reports" / "2026-12-21-quiet"
    assert f"the roster is kept in {report}" in ended.stderr
    assert len((report / "roster.csv").read_text().splitlines()) > 1
    assert json.loads((report / "summary.json").read_text())["manifest"]["scenario"] == "quiet"
    assert CliRunner().invoke(main, ["check", "-C", str(workspace), str(report)]).exit_code == 0


def test_no_roster_is_lost_where_the_report_was_edited_during_the_solve(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The edit stays, the complaint names it, and the roster that was found lies beside."""
    workspace = tiny_workspace(tmp_path)
    asked = ["solve", "-C", str(workspace), "--time-limit", "1"]
    assert CliRunner().invoke(main, asked).exit_code == 0
    roster, whole = workspace / "reports" / "2026-12-21" / "roster.csv", solve.made_of

    def edited(*given: object) -> dict[str, bytes]:
        roster.write_text("mine")
        return whole(*given)

    monkeypatch.setattr(solve, "made_of", edited)
    ended = CliRunner().invoke(main, asked)
    assert (ended.exit_code, roster.read_text()) == (2, "mine")
    assert "roster.csv: edited since it was written" in ended.stderr
    kept = workspace / "reports" / "2026-12-21.kept"
    assert f"the roster is kept in {kept}" in ended.stderr
    assert len((kept / "roster.csv").read_text().splitlines()) > 1
