"""docs/formats.md names every key and column that the code knows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fake_answer import fake_answer
from pydantic import BaseModel

from scheduler.load.documents.models import Settings
from scheduler.load.tables import decided, duty_history, forecast, headcount, people, requests
from scheduler.operation import (
    Break,
    Contract,
    Cover,
    Lengths,
    Meeting,
    OpenHours,
    Overtime,
    Queue,
    Service,
    Shift,
    Site,
    Starts,
)
from scheduler.report.answer.summary import summary

PAGE = (Path(__file__).parents[2] / "docs" / "formats.md").read_text()
WORDS = set(re.findall(r"[a-z_0-9]+", " ".join(re.findall(r"`[^`]+`", PAGE))))
INSIDE = {"id", "limits", "days", "holiday_stated", "barred_sites"}
"""Fields that no file has a key for."""
MODELS = (Settings, Site, Queue, Service, OpenHours, Shift, Starts, Lengths, Break, Contract, Overtime, Cover, Meeting)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_key_is_named(model: type[BaseModel]) -> None:
    keys = {info.alias or name for name, info in model.model_fields.items()}
    assert keys - INSIDE <= WORDS


@pytest.mark.parametrize(
    "columns",
    [
        ("agent", *people.REQUIRED, *people.OPTIONAL),
        *(sum(pair, ()) for pair in (forecast.COLUMNS, headcount.COLUMNS, decided.PIN_COLUMNS)),
        sum(duty_history.COLUMNS, ()),
        *(sum(pair, ()) for pair in (requests.LEAVE_COLUMNS, requests.AVAILABILITY_COLUMNS, requests.WISH_COLUMNS)),
    ],
    ids=("agents", "forecast", "headcount", "decided", "duty history", "leave", "availability", "wishes"),
)
def test_every_column_read_is_named(columns: tuple[str, ...]) -> None:
    assert set(columns) <= WORDS


def test_every_key_of_the_summary_is_named() -> None:
    assert set(summary(fake_answer())) <= WORDS


def test_every_column_written_is_named(tmp_path: Path) -> None:
    from scheduler.report import write

    write(tmp_path / "report", fake_answer())
    for file in (tmp_path / "report").glob("*.csv"):
        row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{file.name}`") and line.count("|") == 3)
        assert re.findall(r"`([a-z_]+)`", row)[: file.read_text().splitlines()[0].count(",") + 1] == (
            file.read_text().splitlines()[0].split(",")
        )
