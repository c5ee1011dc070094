"""Times in demand files, gaps, what is only warned of, and the choice of weeks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from load_case import broken

from scheduler.errors import InputError
from scheduler.load import choose_horizon, load
from scheduler.load.horizon import idle_weeks_note

HEAD = "queue,start,minutes,volume,handle_seconds,time_zone\n"
MORE = "forecasts/more.csv"


def starts(folder: Path, queue: str = "email-en") -> list[str]:
    forecast = load(folder, forecast=[MORE]).forecast
    rows = forecast.queue_index == forecast.queue.index(queue)
    return [str(start) for start in forecast.start[rows]]


def rows(*times: str, zone: str = "America/Los_Angeles") -> str:
    return HEAD + "".join(f"email-en,{time},30,1,60,{zone}\n" for time in times)


def test_the_doubled_hour_in_order_is_first_then_second(tmp_path: Path) -> None:
    # Seattle leaves daylight time on 2026-11-01 at 02:00: 01:00 -07:00 is 08:00 UTC, 01:00 -08:00 is 09:00 UTC
    times = [f"2026-11-01T{time}" for time in ("00:30", "01:00", "01:30", "01:00", "01:30", "02:00")]
    folder = broken(tmp_path, (MORE, "*", rows(*times)))
    hours = ("07:30", "08:00", "08:30", "09:00", "09:30", "10:00")
    assert starts(folder) == [f"2026-11-01T{hour}" for hour in hours]


def test_around_the_skipped_hour_nothing_is_missing(tmp_path: Path) -> None:
    times = [f"2026-03-29T{time}" for time in ("01:00", "01:30", "03:00", "03:30")]
    folder = broken(tmp_path, (MORE, "*", rows(*times, zone="Europe/Madrid")))
    assert starts(folder) == [f"2026-03-29T{hour}" for hour in ("00:00", "00:30", "01:00", "01:30")]
    assert not [note for note in load(folder, forecast=[MORE]).warnings if "missing" in note]


def test_an_instant_is_the_same_in_any_clothes(tmp_path: Path) -> None:
    one = "2027-01-18T08:00:00-08:00"
    for place, time in enumerate((one, "2027-01-18T16:00Z", "2027-01-18 17:00+01:00")):
        folder = broken(tmp_path / str(place), (MORE, "*", rows(time, zone="")))
        assert starts(folder) == ["2027-01-18T16:00"]


def test_a_gap_is_warned_of_with_its_count(tmp_path: Path) -> None:
    folder = broken(tmp_path, (MORE, "*", rows("2027-01-18T08:00", "2027-01-18T10:00")))
    said = [note for note in load(folder, forecast=[MORE]).warnings if "missing" in note]
    assert said == [
        "forecasts/more.csv:2: queue 'email-en': 3 intervals are missing from 2027-01-18T08:30:00-08:00 "
        "to 2027-01-18T09:30:00-08:00; they count as no contacts"
    ]


def test_hours_of_closure_are_no_gap(tmp_path: Path) -> None:
    # calls-en is open 07:00-19:00 on weekdays: between Monday 18:30 and Tuesday 07:00 nothing is missing
    text = rows("2027-01-18T18:30", "2027-01-19T07:00").replace("email-en", "calls-en")
    folder = broken(tmp_path, (MORE, "*", text))
    assert not [note for note in load(folder, forecast=[MORE]).warnings if "missing" in note]


def test_a_skill_that_nobody_has_is_a_warning(tmp_path: Path) -> None:
    folder = broken(tmp_path, ("config/queues.toml", 'skill = "email"', 'skill = "claims"'))
    said = "queue 'email-en' wants skill 'claims', which no agent it could go to has; it will stay open"
    assert load(folder).warnings == (f"config/queues.toml:25: {said}",)


def test_the_first_week_covered_from_end_to_end_is_chosen(tmp_path: Path) -> None:
    folder = broken(tmp_path, (MORE, "*", rows("2027-01-08T08:00").replace("-en", "-en")))
    assert choose_horizon(load(folder), None).first == date(2027, 1, 11)
    assert choose_horizon(load(folder, forecast=[MORE]), None).first == date(2027, 1, 4)


@pytest.mark.parametrize(("first", "nearest"), [(13, 11), (14, 11), (15, 18), (17, 18)])
def test_a_first_day_within_a_week_names_the_nearest(tmp_path: Path, first: int, nearest: int) -> None:
    operation = load(broken(tmp_path))
    day = date(2027, 1, first)
    with pytest.raises(InputError) as raised:
        choose_horizon(operation, day)
    said = f"--from {day} is a {day:%A}; weeks begin on Monday, the nearest is {date(2027, 1, nearest)}"
    assert raised.value.complaints == (said,)


@pytest.mark.parametrize(
    ("first", "weeks", "said"),
    [
        (11, 1, ()),
        (18, 1, ("the week from 2027-01-18 has no forecast and no headcount, ",)),
        (4, 4, ("3 weeks, the first from 2027-01-04, have no forecast and no headcount, ",)),
    ],
)
def test_weeks_that_the_files_do_not_speak_of_are_named(
    tmp_path: Path, first: int, weeks: int, said: tuple[str, ...]
) -> None:
    operation = load(broken(tmp_path))
    end = "so only contracts and cover ask for anyone; the files reach from 2027-01-11 to 2027-01-17"
    horizon = choose_horizon(operation, date(2027, 1, first), weeks)
    assert idle_weeks_note(operation, horizon) == tuple(text + end for text in said)


def test_leave_by_dates_and_by_instants(tmp_path: Path) -> None:
    text = "agent,start,end,kind\nB01,2027-01-12,2027-01-13,sick\nB01,2027-01-14T09:00,2027-01-14T12:00,doctor\n"
    whole, part = load(broken(tmp_path, ("config/time_off.csv", "*", text))).leave
    assert (whole.first_day, whole.last_day, whole.start) == (date(2027, 1, 12), date(2027, 1, 13), None)
    assert part.start is not None
    assert part.start.isoformat() == "2027-01-14T08:00:00+00:00"  # local to Barcelona


def test_a_hundred_thousand_rows_are_read_as_arrays(tmp_path: Path) -> None:
    first = np.datetime64("2027-01-18T00:00")
    times = np.datetime_as_string(first + np.arange(100_000) * np.timedelta64(15, "m"), unit="m")
    body = "".join(f"email-en,{time}Z,15,1.5,60,\n" for time in times)
    forecast = load(broken(tmp_path, (MORE, "*", HEAD + body)), forecast=[MORE]).forecast
    assert len(forecast.start) == 100_000
    assert forecast.volume.sum() == pytest.approx(150_000)
