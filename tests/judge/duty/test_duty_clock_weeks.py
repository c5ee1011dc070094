"""Tiers, standby held at work and hand-overs are recounted minute by minute in the weeks of clock changes."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from duty_case import lead, leads
from small_case import MADRID, PACIFIC, duty, horizon, operation, roster

from scheduler.count.cover_table import cover_of
from scheduler.count.presence import spans_of
from scheduler.judge.duty import duty_counts, duty_findings, holders_at, splits_of
from scheduler.roster import Activity, Held

MINUTE = timedelta(minutes=1)
WEEKS = [  # (first day, zone that changes, minutes of the night 22:00-06:00 of the change)
    (date(2026, 3, 2), PACIFIC, 420),
    (date(2026, 3, 23), MADRID, 420),
    (date(2026, 10, 19), MADRID, 540),
    (date(2026, 10, 26), PACIFIC, 540),
]
NAMES = ("A", "B", "D", "E")


def due(at, zone):
    """Whether 22:00-06:00 by the zone's clocks holds at an instant: no date arithmetic, the clock is read."""
    return not 6 <= at.astimezone(zone).hour < 22


def night_of(at, zone):
    return (at.astimezone(zone).replace(tzinfo=None) - timedelta(hours=12)).date()


def drawn(seed, first, wanted, zone):
    """Random rows of two tiers, shifts and standby: half of the rows are right."""
    chance = random.Random(seed)
    nights: dict[date, list[datetime]] = {}
    for at in wanted:
        nights.setdefault(night_of(at, zone), []).append(at)
    shifts = [duty(who, first + timedelta(days=chance.randrange(7)), chance.choice((18, 22, 23)), "night",
                   hours=chance.choice((4, 6))) for who in NAMES]  # fmt: skip
    rows, doings = [], []
    for night in nights.values():
        for tier in ("primary", "backup"):
            cut = night[chance.randrange(1, len(night))]
            for start, end in ((night[0], cut), (cut, night[-1] + MINUTE)):
                who = chance.choice((*NAMES, ""))
                rows.append(Held("Lead", tier, start, end, who, "on_call"))
                if who and chance.random() < 0.7:
                    doings.append(Activity(who, start, end, f"on_call:Lead/{tier}"))
    return shifts, rows, doings


@pytest.mark.parametrize(("first", "name", "night"), WEEKS)
@pytest.mark.parametrize("at_work", [True, False])
def test_every_minute_is_recounted(first, name, night, at_work):
    zone, span = ZoneInfo(name), horizon(first)
    minutes = [span.start + k * MINUTE for k in range(span.minutes)]
    wanted = [at for at in minutes if due(at, zone)]
    assert night in Counter(night_of(at, zone) for at in wanted).values()
    for seed in range(5):
        shifts, rows, doings = drawn(seed, first, wanted, zone)
        one = lead(kind="on_call", tiers=["primary", "backup"], hours="22:00-06:00", on=["every_day"], time_zone=name,
                   held_at_work=at_work, max_hours=200)  # fmt: skip
        made = operation(leads(*NAMES), cover=(one,))
        answer = replace(roster(shifts, doings), held=tuple(rows))
        lengths = {(row.cover, row.tier): 0 for row in rows}
        for count in duty_counts(made, span, answer):
            held = [at for at in wanted if _holder(at, count.tier, rows, shifts, doings, at_work)]
            assert (count.minutes, count.held) == (len(wanted), len(held))
            holes = [hole.start + k * MINUTE for hole in count.holes
                     for k in range(round((hole.end - hole.start) / MINUTE))]  # fmt: skip
            assert sorted(holes) == sorted({*wanted} - {*held})
            lengths["Lead", count.tier] = len(wanted)
            goal = [row for row in cover_of(made, span, answer, spans_of(made, span, answer))
                    if row.name == f"Lead/{count.tier}"]  # fmt: skip
            assert round(60 * sum(row.short_hours for row in goal)) == count.open
            twice = {row.agent for row in rows for other in rows if row.agent and row.agent == other.agent
                     and row.tier != other.tier and row.start < other.end and other.start < row.end}  # fmt: skip
            assert {*count.two_places} == twice
        assert len({*lengths.values()}) == 1
        told = sum(row.amount for row in duty_findings(made, span, answer) if " but " in row.message)
        wrong = sum(not _there(at, row, shifts, doings, at_work)
                    for row in rows if row.agent for at in _minutes(row))  # fmt: skip
        assert told == wrong
        for at in minutes[11::701]:
            now = {one.tier: one.agent for one in holders_at(made, span, answer, at)}
            assert now == {tier: next((row.agent or None for row in rows if row.tier == tier
                                       and row.start <= at < row.end), None) for tier in now}  # fmt: skip


@pytest.mark.parametrize(("first", "name", "night"), WEEKS)
def test_splits_and_overlaps_of_nights_are_counted_by_elapsed_minutes(first, name, night):
    """Each night A holds until 20 minutes before the end, then B, who is there 15 minutes before that."""
    zone, span = ZoneInfo(name), horizon(first)
    minutes = [span.start + k * MINUTE for k in range(span.minutes) if due(span.start + k * MINUTE, zone)]
    nights: dict[date, list[datetime]] = {}
    for at in minutes:
        nights.setdefault(night_of(at, zone), []).append(at)
    long = [own for own in nights.values() if len(own) > 20]
    rows = []
    for own in long:
        change = own[-1] + MINUTE - 20 * MINUTE
        rows += [
            Held("Lead", "", own[0], change, "A", "on_call"),
            Held("Lead", "", change, own[-1] + MINUTE, "B", "on_call"),
        ]
        if len(own) == night:  # only the night of the change has its overlap
            rows.append(Held("Lead", "", change - 15 * MINUTE, change, "B", "handover"))
    doings = [Activity(row.agent, row.start, row.end, "on_call:Lead") for row in rows]
    one = lead(kind="on_call", hours="22:00-06:00", on=["every_day"], time_zone=name, block="window",
               handover_minutes=15)  # fmt: skip
    made, answer = operation(leads("A", "B"), cover=(one,)), replace(roster([], doings), held=tuple(rows))
    assert list(duty_findings(made, span, answer)) == []
    found = splits_of(made, span, answer)
    assert (found.splits, found.missing_overlaps) == (len(long), len(long) - sum(len(own) == night for own in long))


def _minutes(row):
    return [row.start + k * MINUTE for k in range(round((row.end - row.start) / MINUTE))]


def _there(at, row, shifts, doings, at_work):
    stands = any(one.agent == row.agent and one.activity == f"on_call:Lead/{row.tier}" and one.start <= at < one.end
                 for one in doings)  # fmt: skip
    works = any(one.agent == row.agent and one.start <= at < one.end for one in shifts)
    return stands or (at_work and works)


def _holder(at, tier, rows, shifts, doings, at_work):
    return any(row.agent and row.tier == tier and row.start <= at < row.end and _there(at, row, shifts, doings, at_work)
               for row in rows)  # fmt: skip
