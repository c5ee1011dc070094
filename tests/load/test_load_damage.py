"""What spreadsheets do to a file is read: marks, separators, line ends, blanks, quotes, decimal commas."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from load_case import broken, complaints

from scheduler.load import load
from scheduler.operation import Operation

SHEETS = ("config/agents.csv", "config/time_off.csv", "config/wishes.csv", "forecasts/week.csv")


def same(one: Operation, other: Operation) -> bool:
    """Whether two operations say the same, but for where and in which bytes."""
    arrays = ("queue_index", "start", "minutes", "volume", "handle_seconds")
    for name in arrays:
        np.testing.assert_array_equal(getattr(one.forecast, name), getattr(other.forecast, name))
    bare = [replace(each, root=Path(), inputs={}, forecast=one.forecast) for each in (one, other)]
    return bare[0] == bare[1]


DAMAGE = {
    "byte order mark": lambda text: "\ufeff" + text,
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "blank lines": lambda text: "\n" + text.replace("\n", "\n\n") + "\n   \n,,\n",
    "trailing blanks": lambda text: text.replace("\n", "  \n").replace(",", " , "),
    "trailing empty columns": lambda text: text.replace("\n", ",,,\n"),
    "no last line end": lambda text: text.rstrip("\n"),
    "every cell quoted": lambda text: "".join(
        ",".join(f'"{cell}"' for cell in line.split(",")) + "\n" for line in text.splitlines()
    ),
    "tabs": lambda text: text.replace(",", "\t"),
    "bars": lambda text: text.replace(",", "|"),
    "sep= line": lambda text: "sep=,\n" + text,
    "upper-case header": lambda text: text.partition("\n")[0].upper() + "\n" + text.partition("\n")[2],
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_spreadsheets_damage_changes_nothing(tmp_path: Path, damage: str) -> None:
    whole = load(broken(tmp_path / "whole"))
    folder = broken(tmp_path / "damaged")
    for name in SHEETS:
        file = folder / name
        file.write_bytes(DAMAGE[damage](file.read_text(encoding="utf-8")).encode())
    assert same(load(folder), whole)


def test_semicolons_bring_decimal_commas(tmp_path: Path) -> None:
    whole = load(broken(tmp_path / "whole"))
    folder = broken(tmp_path / "damaged")
    week = folder / "forecasts/week.csv"
    week.write_text(week.read_text(encoding="utf-8").replace(",", ";").replace(".", ","), encoding="utf-8")
    assert same(load(folder), whole)


def test_lines_are_counted_as_the_editor_does(tmp_path: Path) -> None:
    first, second = 'A01,2027-01-12,2027-01-12,"long\r\nweekend"', "A02,2027-01-13,2027-01-12,x"
    text = f"\ufeffagent,start,end,kind\r\n\r\n{first}\r\n{second}\r\n"
    folder = broken(tmp_path, ("config/time_off.csv", "*", text))
    said = "leave of A02 ends 2027-01-12, before it begins 2027-01-13; swap them or correct one"
    assert complaints(folder) == [f"config/time_off.csv:5: {said}"]


def test_lines_of_toml_are_counted_with_marks_and_crlf(tmp_path: Path) -> None:
    text = '\ufeff# a comment\r\n[[cover]]\r\nname = """\r\nlong\r\n"""\r\nrole = "escalation_lead"\r\nagent = 2\r\n'
    folder = broken(tmp_path, ("config/cover.toml", "*", text))
    assert complaints(folder) == [
        "config/cover.toml:3: name: 'long\\n' holds a line break after 'long'; delete it",
        "config/cover.toml:7: unknown key 'agent' in cover 'long'; did you mean 'agents'?",
    ]


def test_the_order_of_rows_never_matters(tmp_path: Path) -> None:
    whole = load(broken(tmp_path / "whole"))
    folder = broken(tmp_path / "turned")
    for name in SHEETS:
        file = folder / name
        header, *rows = file.read_text(encoding="utf-8").splitlines()
        file.write_text("\n".join([header, *reversed(rows)]) + "\n", encoding="utf-8")
    assert same(load(folder), whole)


def test_an_open_quote_is_said_and_not_a_crash(tmp_path: Path) -> None:
    folder = broken(tmp_path, ("config/wishes.csv", "A02,", '"A02,'))
    assert complaints(folder)[0].startswith("config/wishes.csv:2: ")
