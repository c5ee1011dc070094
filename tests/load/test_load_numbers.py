"""Numbers are read in one way only: what may be a thousand or one and a bit is refused, with both readings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from load_case import broken, complaints

from scheduler.load import load
from scheduler.load.sheets.numbers import Decimals, decimals_of, read_number, read_whole

POINT, COMMAS = Decimals(), Decimals(True, frozenset(","))
UNSURE, POINTS, BOTH = Decimals(True), Decimals(True, frozenset(".")), Decimals(True, frozenset(".,"))
WEEK = "queue;start;minutes;volume;handle_seconds;time_zone\n"
ROW = "calls-en;2027-01-11T08:00;30;{volume};{handle};America/Los_Angeles\n"


@pytest.mark.parametrize(
    ("text", "decimals", "value"),
    [
        ("1.234", POINT, 1.234),
        ("12.5", COMMAS, 12.5),
        ("12,5", COMMAS, 12.5),
        ("1,234", COMMAS, 1.234),
        ("1,234", UNSURE, 1.234),
        ("0.123", COMMAS, 0.123),  # no thousands begin with 0
        ("1234.567", COMMAS, 1234.567),  # nor stand four before a mark
        ("1.234", POINTS, 1.234),
        ("-3", POINT, -3.0),
        ("1e3", POINT, 1000.0),
        (".5", POINT, 0.5),
    ],
)
def test_read_in_one_way(text: str, decimals: Decimals, value: float) -> None:
    assert read_number(text, decimals) == value


@pytest.mark.parametrize(
    ("text", "decimals", "said"),
    [
        ("1.234", COMMAS, "'1.234' may be 1234 or 1.234; write 1234 or 1,234"),
        ("1.234", UNSURE, "'1.234' may be 1234 or 1.234; write 1234 or 1,234"),
        ("1,234", POINTS, "'1,234' may be 1234 or 1.234; write 1234 or 1.234"),
        ("1.234", BOTH, "'1.234' may be 1234 or 1.234; write 1234 or 1.2340"),
        ("1_0", POINT, "'1_0' is not a number; write 10"),
        ("1_000", POINT, "'1_000' is not a number; write 1000"),
        ("1.234.567", COMMAS, "'1.234.567' is not a number; write 1234567"),
        ("1.234,5", COMMAS, "'1.234,5' is not a number; write 1234,5"),
        ("1,234.5", POINT, "'1,234.5' is not a number; write 1234.5"),
        ("12,5", POINT, "'12,5' is not a number; write 12.5"),
        ("1 234", POINT, "'1 234' is not a number; write 1234"),
        ("infinity", POINT, "'infinity' is not a number; leave the row out or write 0"),
        ("1e999", POINT, "'1e999' is not a number; leave the row out or write 0"),
        ("0x10", POINT, "'0x10' is not a number; write one such as 12.5"),
        ("١٢", POINT, "'١٢' is not a number; write one such as 12.5"),
    ],
)
def test_refused_with_what_may_be_meant(text: str, decimals: Decimals, said: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
        read_number(text, decimals)


def test_whole_numbers_need_no_marks() -> None:
    said = "'1.000' may be 1000 or 1.000; write whole numbers without marks, such as 1000"
    with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
        read_whole("1.000")
    assert (read_whole("3.0"), read_whole("3,0", COMMAS)) == (3, 3)


@pytest.mark.parametrize(
    ("text", "separator", "found"),
    [
        ("a,1.5\n", ",", POINT),
        ("a;1,5\n", ";", COMMAS),
        ("a;0.82;312.417\n", ";", POINTS),
        ('a;"1,5"\r\nb; 2.25 \r\n', ";", BOTH),
        ("a;1.234;1,234\n", ";", UNSURE),
        ("a;2027-01-11T08:00;30\n", ";", UNSURE),
    ],
)
def test_a_files_other_cells_show_its_marks(text: str, separator: str, found: Decimals) -> None:
    assert decimals_of(text, separator) == found


def test_a_thousand_calls_beside_a_decimal_comma_are_no_call_and_a_bit(tmp_path: Path) -> None:
    """Before, 1.234 calls in an interval were read beside 12,5: 1,233 calls were nobody's."""
    rows = ROW.format(volume="12,5", handle="300") + ROW.format(volume="1.234", handle="300").replace("08:00", "08:30")
    folder = broken(tmp_path, ("forecasts/week.csv", "*", WEEK + rows))
    said = "forecasts/week.csv:3: volume: '1.234' may be 1234 or 1.234; write 1234 or 1,234"
    assert [line for line in complaints(folder) if "week.csv" in line] == [said]


def test_a_file_whose_points_are_decimal_is_read(tmp_path: Path) -> None:
    rows = ROW.format(volume="0.82", handle="312.417")
    forecast = load(broken(tmp_path, ("forecasts/week.csv", "*", WEEK + rows))).forecast
    assert (forecast.volume.tolist(), forecast.handle_seconds.tolist()) == ([0.82], [312.417])


def test_a_weight_of_a_thousand_is_not_one(tmp_path: Path) -> None:
    wishes = "agent;date;wish;shift;weight\nA02;2027-01-12;off;;1.000\n"
    said = "weight: '1.000' may be 1000 or 1.000; write whole numbers without marks, such as 1000"
    assert complaints(broken(tmp_path, ("config/wishes.csv", "*", wishes))) == [f"config/wishes.csv:2: {said}"]
