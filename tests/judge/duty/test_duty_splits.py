"""Splits of blocks, counted by hand and by a brute force that walks the minutes."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

from duty_case import leads
from limits_case import daily, days_on, moment
from small_case import horizon, operation, roster

from scheduler.judge.duty import Splits, splits_of
from scheduler.operation.duty_blocks import blocks_of
from scheduler.roster import Held


def splits(rows, duty):
    made = operation(leads("A", "B", "D"), cover=(duty,))
    return splits_of(made, horizon(), replace(roster(), held=None if rows is None else tuple(rows)))


def test_a_weekend_with_two_holders_is_split_once():
    weekend = daily(block="weekend", on=["weekend"])
    assert splits(days_on("A", 5, 6), weekend) == Splits(0, 0)  # the night between is no gap
    assert splits([*days_on("A", 5), *days_on("B", 6)], weekend) == Splits(1, 0)
    back = [*days_on("A", 5, hours=(8, 12)), *days_on("B", 5, hours=(12, 16)), *days_on("A", 6)]
    assert splits(back, weekend) == Splits(2, 0)  # A, B, A


def test_an_open_minute_between_is_a_split_and_an_open_end_is_none():
    weekend = daily(block="weekend", on=["weekend"])
    between = [*days_on("A", 5), *days_on("", 6, hours=(8, 9)), *days_on("A", 6, hours=(9, 16))]
    assert splits(between, weekend) == Splits(1, 0)
    assert splits([*days_on("A", 5), *days_on("", 6)], weekend) == Splits(0, 0)


def test_two_places_have_two_stretches():
    weekend = daily(block="weekend", on=["weekend"], agents=2)
    assert splits([*days_on("A", 5, 6), *days_on("B", 5, 6)], weekend) == Splits(0, 0)
    assert splits([*days_on("A", 5, 6), *days_on("B", 5), *days_on("D", 6)], weekend) == Splits(1, 0)


def test_where_any_row_will_do_nothing_is_split_and_without_names_nothing_is_counted():
    rows = [*days_on("A", 0, hours=(8, 12)), *days_on("B", 0, hours=(12, 16))]
    assert splits(rows, daily()) == Splits(0, 0)
    assert splits(rows, daily(block="window")) == Splits(1, 0)
    assert splits(rows, daily(handover_minutes=15)) == Splits(0, 1)
    assert splits(None, daily(block="window")) == Splits(0, 0)


def test_each_tier_is_split_for_itself():
    window = daily(block="window", tiers=["primary", "backup"])
    rows = [*days_on("A", 0, tier="primary"), *days_on("B", 0, tier="backup", hours=(8, 9)),
            *days_on("D", 0, tier="backup", hours=(9, 16))]  # fmt: skip
    assert splits(rows, window) == Splits(1, 0)


def test_a_walk_of_the_minutes_finds_as_many():
    """Rows of random holders on every duty day: a stretch ends where its agent does not hold the next due minute."""
    chance = random.Random(22)
    for block in ("window", "day", "weekend", "week", "run"):
        hours = "00:00-24:00" if block == "run" else "20:00-23:00"
        duty = daily(block=block, hours=hours, agents=chance.choice((1, 2)))
        rows: list[Held] = []
        low, high = (0, 24) if block == "run" else (20, 23)
        for day in range(7):
            for _ in range(duty.agents):
                cuts = sorted({low, high, chance.randint(low, high), chance.randint(low, high)})
                for first, last in pairwise(cuts):
                    name = chance.choice(["A", "B", "D", ""])
                    rows.append(Held("Lead", "", moment(day, first), moment(day, last), name, "on_shift"))
        made, expected = operation(leads("A", "B", "D"), cover=(duty,)), 0
        for one in blocks_of(made, horizon(), duty):
            due = [horizon().moment(minute) for part in one.windows for minute in range(part.start, part.end)]
            stretches = 0
            for name in ("A", "B", "D"):
                holds = [any(row.agent == name and row.start <= at < row.end for row in rows) for at in due]
                stretches += sum(now and not before for before, now in zip([False, *holds], holds, strict=False))
            expected += max(0, stretches - duty.agents)
        assert splits(rows, duty).splits == expected
