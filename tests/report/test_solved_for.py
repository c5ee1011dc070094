"""A roster that was solved for some goals, or for goals in order, is told as such by page, check and terminal."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fake_answer import fake_answer
from report_case import run
from tiny_workspace import tiny_workspace

from scheduler.agreement import whole_minutes
from scheduler.cli.bill import lines as solve_lines
from scheduler.cli.check import lines as check_lines
from scheduler.report.answer.again import answer_again
from scheduler.report.answer.summary import summary
from scheduler.report.page.index import page

SHORT = ("--deterministic", "--iterations", "5")


def solved(root: Path, *words: str) -> Path:
    """A report of calls that two agents take, `calls` being missed by all when nobody is asked to strive for it."""
    week = tiny_workspace(root) / "week"
    result = run("solve", "-C", root, *SHORT, *words, "--out", week)
    assert result.exit_code == 0, result.output
    return week


def body(week: Path) -> str:
    return (week / "index.html").read_text(encoding="utf-8").partition("<body>")[2].partition("<script")[0]


@pytest.fixture
def wishes(tmp_path: Path) -> Path:
    return solved(tmp_path, "--goals", "wishes")


def test_check_counts_the_goals_that_were_solved_for(wishes: Path) -> None:
    """0 points of wishes; what the other goals come to stands apart. It was added up to a total that no solve had."""
    told = json.loads((wishes / "summary.json").read_text(encoding="utf-8"))
    found = json.loads(run("check", wishes, "-C", wishes.parent, "--json").stdout)
    assert (found["objective"], found["points"]) == (told["objective"], told["points"]) == (0, {"wishes": 0})
    lines = run("check", wishes, "-C", wishes.parent).stdout.splitlines()
    apart = lines.index("not striven for, as the roster was solved for wishes only:")
    assert lines[apart - 1].split() == ["all", "0"]
    assert f"short{found['other_points']['short']:>21,}" in lines[apart + 2]
    assert (wishes / "roster.csv").read_text(encoding="utf-8").count("\n") == 1, "nobody works without need"
    bare = wishes.parent / "bare.csv"
    bare.write_bytes((solved(wishes.parent / "all") / "roster.csv").read_bytes())
    whole = json.loads(run("check", bare, "-C", wishes.parent, "--json").stdout)
    assert whole["other_points"] == {}
    assert whole["points"].keys() == found["points"].keys() | found["other_points"].keys()


def test_a_report_by_other_inputs_keeps_the_goals(wishes: Path) -> None:
    """Its manifest is of no solve any more; the points in its summary still name the goals."""
    (wishes.parent / "config/wishes.csv").write_text("agent,date,wish,shift,weight\na1,2026-12-21,work,,7\n")
    assert run("report", wishes, "-C", wishes.parent).exit_code == 0
    found = json.loads(run("check", wishes, "-C", wishes.parent, "--json").stdout)
    assert found["points"].keys() == {"wishes"}


def test_the_page_says_what_was_solved_for(wishes: Path) -> None:
    text = body(wishes)
    assert '<p class="status optimal">Optimal for wishes only</p>' in text
    assert "no legal roster costs less" not in text
    assert "No legal roster can have fewer points of wishes than 0" in text
    marked = set(re.findall(r'<td>(\w+) <span class="chip">not striven for</span>', text))
    assert {"cover", "short", "late", "cost"} <= marked
    assert "wishes" not in marked
    again = run("solve", "-C", wishes.parent, *SHORT, "--goals", "wishes", "--out", wishes, "--force").stdout
    assert "optimal roster for wishes only after" in again


def test_all_goals_need_no_word(tmp_path: Path) -> None:
    text = body(solved(tmp_path))
    assert " only" not in text.partition('<p class="status')[2].partition("</p>")[0]
    assert "not striven for" not in text


def test_the_page_has_the_levels_in_order(tmp_path: Path) -> None:
    week = solved(tmp_path, "--lexicographic")
    order: list[dict[str, Any]] = json.loads((week / "summary.json").read_text(encoding="utf-8"))["order"]
    assert order
    table = body(week).partition('<table id="order">')[2].partition("</table>")[0]
    rows = [re.findall(r"<td[^>]*>([^<]*)</td>", row) for row in table.split("<tr>")[2:]]
    assert [row[0] for row in rows] == [one["level"] for one in order]
    assert [(float(row[1].replace(",", "")), row[2]) for row in rows] == [
        (pytest.approx(one["amount"], abs=0.05), one["unit"]) for one in order
    ]
    assert [row[4] for row in rows] == ["proved" if one["proved"] else "" for one in order]


def test_whole_minutes_are_told_in_one_sentence_everywhere() -> None:
    """115.2 points of rounding, while the roster is the one that was counted; an edited one has none to tell."""
    answer = fake_answer()
    points = {goal: float(value) for goal, value in answer.score.points.items()}
    answer = replace(answer, result=replace(answer.result, believed=points, rounding={"short": 115.2}))
    line = (
        "115 of the points are there because people change queues only at whole minutes; the search counts them last, "
        "so its best may rise at its end"
    )
    assert whole_minutes({"short": 115.2}) == line
    assert whole_minutes({"short": 0.4}) == whole_minutes({}) == ""
    assert line in " ".join(row.strip() for row in solve_lines(answer, Path("week"), summary(answer)))
    assert f"{line}." in page(answer).decode()
    assert line in list(check_lines((), answer.score, answer.result.rounding))
    told = json.loads(json.dumps(summary(answer)))
    again = answer_again(answer.operation, answer.horizon, answer.requirement, answer.result.roster, told)
    assert f"{line}." in page(again).decode()
    told["points"]["short"] += 1
    other = answer_again(answer.operation, answer.horizon, answer.requirement, answer.result.roster, told)
    assert "whole minutes" not in page(other).decode().partition("<body>")[2].partition("<script")[0]


def test_late_work_is_not_said_to_be_done() -> None:
    text = page(fake_answer()).decode()
    assert "agent-hours have no rostered time by their due time." in text
