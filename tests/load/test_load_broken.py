"""What is wrong in a file is said at its line, in full, once: the cases of `broken` are the starter with edits."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from load_case import broken, complaints

FOLDER = Path(__file__).parent / "broken"
CASES: dict[str, dict[str, Any]] = {
    f"{file.stem}: {name}": case
    for file in sorted(FOLDER.glob("*.toml"))
    for name, case in tomllib.loads(file.read_text(encoding="utf-8")).items()
}


def test_there_are_far_more_than_twenty_kinds_of_broken_input() -> None:
    assert len(CASES) >= 60


@pytest.mark.parametrize("case", CASES)
def test_every_complaint_is_said_in_full(tmp_path: Path, case: str) -> None:
    edits = [tuple(edit) for edit in CASES[case]["edits"]]
    assert complaints(broken(tmp_path, *edits)) == CASES[case]["says"]


def test_a_missing_file_is_one_complaint_and_hides_none_of_the_others(tmp_path: Path) -> None:
    folder = broken(tmp_path, ("config/wishes.csv", "off,,10", "off,,-10"))
    (folder / "config/contracts.toml").unlink()
    assert complaints(folder) == [
        "config/contracts.toml: no such file; it must hold one table a contract "
        "(`scheduler init DIR` lays out a workspace)",
        "config/wishes.csv:2: weight: '-10' is not a whole number, 0 or more",
    ]


def test_a_misspelt_file_name_is_guessed(tmp_path: Path) -> None:
    folder = broken(tmp_path)
    (folder / "config/wishes.csv").rename(folder / "config/wishs.csv")
    assert complaints(folder) == ["config/wishs.csv: unknown file; did you mean 'wishes.csv'?"]


def test_a_file_in_another_encoding_is_named_with_its_line(tmp_path: Path) -> None:
    folder = broken(tmp_path)
    file = folder / "config/agents.csv"
    file.write_bytes(file.read_text(encoding="utf-8").replace("Cleo", "Cléo").encode("latin-1"))
    said = "byte 0xe9 is not UTF-8; save the file as UTF-8 (in Excel: CSV UTF-8)"
    assert complaints(folder) == [f"config/agents.csv:4: {said}"]


def test_no_demand_at_all_is_a_complaint(tmp_path: Path) -> None:
    folder = broken(tmp_path)
    (folder / "forecasts/week.csv").unlink()
    assert complaints(folder) == []  # its duties ask for somebody
    (folder / "config/cover.toml").unlink()
    said = "no forecast and no headcount file; put NAME.csv or headcount.csv there, or duties into cover.toml"
    assert complaints(folder) == [f"forecasts: {said}"]


def test_complaints_of_all_files_come_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    folder = broken(
        tmp_path,
        ("config/wishes.csv", "off,,10", "off,,-10"),
        ("config/agents.csv", "A08,Hana,seattle", "A08,Hana,seatle"),
        ("config/agents.csv", "A02,Ben,seattle", "A02,Ben,seatle"),
        ("config/queues.toml", '"phone"', '"fone"'),
    )
    places = [said.split(": ")[0] for said in complaints(folder)]
    assert places == ["config/agents.csv:3", "config/agents.csv:9", "config/queues.toml:3", "config/wishes.csv:2"]
