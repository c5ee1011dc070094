"""The files of a report folder, to the byte."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from fake_answer import counted_anew, fake_answer

from scheduler.report import Answer, files, write
from scheduler.report.text import number


@pytest.fixture(scope="module")
def answer() -> Answer:
    return fake_answer()


@pytest.fixture(scope="module")
def found(answer: Answer) -> dict[str, bytes]:
    return files(answer)


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode())))


def test_the_first_rows_of_every_table(found: dict[str, bytes]) -> None:
    first = {name: content.decode().splitlines()[:2] for name, content in found.items() if name.endswith(".csv")}
    assert first == {
        "roster.csv": [
            "agent,date,shift,start,end,site,paid_minutes",
            "a000,2026-12-21,night,2026-12-21T22:00:00-08:00,2026-12-22T06:00:00-08:00,seattle,480",
        ],
        "activities.csv": [
            "agent,start,end,activity",
            "a000,2026-12-21T22:00:00-08:00,2026-12-22T00:00:00-08:00,queue:calls-en",
        ],
        "requirement.csv": [
            "queue,start,minutes,volume,handle_seconds,erlangs,agents",
            "calls-en,2026-12-21T00:00:00-08:00,30,1.6077,300,0.267949,0.79",
        ],
        "coverage.csv": [
            "queue,start,minutes,required,assigned,short",
            "calls-en,2026-12-21T00:00:00-08:00,30,0.877778,1.5,0",
        ],
        "cover.csv": [
            "name,start,end,required,assigned,short",
            "Escalation lead,2026-12-21T00:00:00-08:00,2026-12-21T00:30:00-08:00,1,0,1",
        ],
        "headcount.csv": [
            "date,shift,required,assigned,short,over,site,skill,role,counts,agents",
            "2026-12-21,day,18,18,0,0,,,,each,",
        ],
    }


def test_agents_times_are_on_their_own_clocks(found: dict[str, bytes]) -> None:
    barcelona = next(row for row in table(found["roster.csv"]) if row["site"] == "barcelona")
    assert barcelona["start"].endswith("+01:00")


def test_coverage_has_a_row_for_each_queue_and_interval_and_adds_up(answer: Answer, found: dict[str, bytes]) -> None:
    rows = table(found["coverage.csv"])
    assert len(rows) == 4 * 336
    live = [row for row in rows if row["queue"] != "vet"]
    summary = json.loads(found["summary.json"])
    assert sum(float(row["short"]) for row in live) / 2 == pytest.approx(summary["short_agent_hours"], abs=1e-3)
    assert sum(float(row["required"]) for row in live) / 2 == pytest.approx(summary["required_agent_hours"], abs=1e-3)


def test_the_summary_has_every_key_in_its_place(answer: Answer, found: dict[str, bytes]) -> None:
    summary = json.loads(found["summary.json"])
    assert list(summary)[:21] == [
        "status", "objective", "bound", "gap", "points", "bounds", "seconds", "horizon",
        "agents", "short_agent_hours", "required_agent_hours", "duty", "amounts", "money", "service", "short_days",
        "violations", "versions", "inputs", "seed", "workers",
    ]  # fmt: skip
    assert summary["objective"] == sum(summary["points"].values())
    assert summary["gap"] == pytest.approx(0.1, abs=1e-4)
    assert summary["horizon"] == {"start": "2026-12-21T00:00:00-08:00", "end": "2026-12-28T00:00:00-08:00"}
    assert summary["status"] == "feasible"
    assert summary["story"][1]["step"] == "improving"


def test_a_roster_at_its_bound_is_optimal(answer: Answer) -> None:
    proved = replace(answer, result=replace(answer.result, bound=answer.score.objective - 1e-9))
    assert (proved.status, proved.bound, proved.gap) == ("optimal", answer.score.objective, 0.0)
    nearly = replace(answer, result=replace(answer.result, bound=answer.score.objective - 0.5))
    assert nearly.status == "optimal"  # points are whole numbers: nothing lies between


def test_without_queues_cover_and_headcount_tables_are_headers(answer: Answer) -> None:
    operation = replace(answer.operation, queues={}, cover=(), headcount=())
    none = np.zeros((0, 336))
    bare = replace(
        answer.requirement, queues=(), volume=none, handle_seconds=none, erlangs=none, agents=none,
        shrinkage=none, open=none.astype(bool), deferred=(),
    )  # fmt: skip
    case = replace(answer.score.case, operation=operation, requirement=bare)
    found = files(replace(answer, operation=operation, requirement=bare, score=replace(answer.score, case=case)))
    for name in ("requirement.csv", "coverage.csv", "cover.csv", "headcount.csv"):
        assert found[name].count(b"\n") == 1


def test_the_same_answer_gives_the_same_bytes(answer: Answer, found: dict[str, bytes]) -> None:
    assert files(counted_anew()) == found


def test_intervals_of_a_clock_change_carry_both_offsets(answer: Answer, tmp_path: Path) -> None:
    horizon = replace(answer.horizon, first=answer.horizon.first - timedelta(days=56))  # 2026-10-26: autumn in Seattle
    requirement = replace(answer.requirement, horizon=horizon)
    rows = table(files(replace(answer, horizon=horizon, requirement=requirement))["coverage.csv"])
    starts = [row["start"] for row in rows if row["queue"] == "vet"]
    again = starts.index("2026-11-01T01:00:00-07:00")
    assert starts[again + 1 : again + 3] == ["2026-11-01T01:30:00-07:00", "2026-11-01T01:00:00-08:00"]


def test_writing_makes_exactly_these_files(answer: Answer, found: dict[str, bytes], tmp_path: Path) -> None:
    write(tmp_path / "week", answer)
    written = {path.name: path.read_bytes() for path in (tmp_path / "week").iterdir()}
    del written[".written.json"]
    assert written == found


@pytest.mark.parametrize(
    ("value", "text"), [(0.0, "0"), (-1e-9, "0"), (0.5, "0.5"), (2.0, "2"), (1 / 3, "0.333333"), (float("nan"), "")]
)
def test_numbers(value: float, text: str) -> None:
    assert number(value) == text
