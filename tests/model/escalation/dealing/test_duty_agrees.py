"""What `solve` names is judged right whatever the roster, and in the weeks in which clocks change, minute by minute."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from duty_case import at, lead, leads
from hypothesis import given
from hypothesis import strategies as st
from small_case import MADRID, MONDAY, PACIFIC, duty, horizon, operation, roster

from scheduler.judge.duty import duty_counts, duty_findings, holders_at
from scheduler.model.escalation.dealing.naming import named
from scheduler.operation import Worked
from scheduler.roster import Activity, Pause

PEOPLE = ("A", "B", "D", "E")
SHIFTS = st.lists(
    st.tuples(st.sampled_from(PEOPLE), st.integers(-1, 6), st.integers(0, 95), st.integers(1, 40), st.booleans()),
    max_size=14,
    unique_by=lambda row: row[:2],
)
DUTIES = st.lists(
    st.tuples(
        st.integers(1, 3),
        st.sampled_from(["on_shift", "exclusive", "on_call"]),
        st.sampled_from(["00:00-24:00", "22:00-06:00", "08:15-09:00", "18:00-08:00"]),
        st.sampled_from([PACIFIC, MADRID]),
    ),
    min_size=1,
    max_size=3,
)


@given(SHIFTS, DUTIES, st.randoms(use_true_random=False))
def test_who_solve_names_is_always_right(shifts, duties, chance):
    """Whatever is worked and done: the rows of `named` have no fault, and holes only where people are missing."""
    covers = tuple(
        lead(name=f"D{k}", agents=agents, kind=kind.replace("exclusive", "on_shift"), exclusive=kind == "exclusive",
             hours=hours, time_zone=zone, on=["every_day"])
        for k, (agents, kind, hours, zone) in enumerate(duties)
    )  # fmt: skip
    made = operation(leads(*PEOPLE), cover=covers)
    rows, doings = [], []
    for name, day, quarter, length, split in shifts:
        start = at(quarter / 4, day=day)
        end = start + timedelta(minutes=15 * length)
        if any(row.agent == name and row.start < end and start < row.end for row in rows):
            continue  # two shifts at once: what is done then is not known
        pause = Pause("siesta", start, start + timedelta(minutes=min(15 * length, 90)), paid=False)
        rows.append(replace(duty(name, day, 8), start=start, end=end, pauses=(pause,) if split else ()))
        doings += _doings(rows[-1], covers, doings, chance)
    past = tuple(Worked(row.agent, row.day, "day", row.start, row.end) for row in rows if row.day < MONDAY)
    answer = roster([row for row in rows if row.day >= MONDAY], doings)
    made = replace(made, history=past)
    answer = replace(answer, held=named(made, horizon(), answer))
    assert list(duty_findings(made, horizon(), answer)) == []
    for one, able in zip(
        duty_counts(made, horizon(), answer), duty_counts(made, horizon(), replace(answer, held=None)), strict=True
    ):
        assert (one.minutes, one.held) == (able.minutes, able.held)
        assert sum((hole.end - hole.start).total_seconds() / 60 for hole in one.holes) == one.open


def _doings(row, covers, others, chance):
    """The shift in four pieces of any activity, and often standby right after it, for one duty at a time."""
    step = (row.end - row.start) / 4
    cuts = [row.start + k * (step - step % timedelta(minutes=1)) for k in range(4)] + [row.end]
    names = ["break:siesta", "break:rest", "idle", *(f"cover:{one.name}" for one in covers)]
    for start, end in pairwise(cuts):
        yield Activity(row.agent, start, end, chance.choice(names))
    until = row.end + timedelta(minutes=chance.choice((0, 30, 200)))
    standby = [one for one in others if one.agent == row.agent and one.activity.startswith("on_call:")]
    if until > row.end and not any(one.start < until and row.end < one.end for one in standby):
        yield Activity(row.agent, row.end, until, f"on_call:{chance.choice(covers).name}")


NIGHTS = {
    # week: (zone whose clocks change, date on which that night starts, its hours from 22:00 to 06:00)
    date(2026, 3, 2): (PACIFIC, date(2026, 3, 7), 7),
    date(2026, 3, 23): (MADRID, date(2026, 3, 28), 7),
    date(2026, 10, 19): (MADRID, date(2026, 10, 24), 9),
    date(2026, 10, 26): (PACIFIC, date(2026, 10, 31), 9),
}


@pytest.mark.parametrize("first", NIGHTS)
def test_the_nights_of_the_clock_changes_agree_minute_by_minute(first):
    """A works each night from 22:00 for eight hours elapsed: in autumn the last hour is open, in spring none is."""
    name, night, hours = NIGHTS[first]
    zone, span = ZoneInfo(name), horizon(first)
    made = operation(leads("A"), cover=(lead(hours="22:00-06:00", on=["every_day"], time_zone=name),))
    days = [first + timedelta(days=day) for day in range(7)]
    answer = roster([duty("A", day, 22, "night", zone=name) for day in days])
    answer = replace(answer, held=named(made, span, answer))
    assert list(duty_findings(made, span, answer)) == []

    minutes = [span.start + timedelta(minutes=minute) for minute in range(span.minutes)]
    due = [one for one in minutes if not 6 <= one.astimezone(zone).hour < 22]
    of_night = [one for one in due if (one.astimezone(zone).replace(tzinfo=None) - timedelta(hours=6)).date() == night]
    assert len(of_night) == 60 * hours
    work = {row.start + timedelta(minutes=minute) for row in answer.duties for minute in range(480)}
    [one] = duty_counts(made, span, answer)
    assert (one.minutes, one.held) == (len(due), len(work.intersection(due)))
    holes = {hole.start + timedelta(minutes=k) for hole in one.holes for k in range(_minutes(hole))}
    assert holes == {*due} - work
    assert len(holes.intersection(of_night)) == (60 if hours == 9 else 0)
    named_then = {row.start + timedelta(minutes=k) for row in answer.held if row.agent for k in range(_minutes(row))}
    assert named_then == work.intersection(due)
    for moment in minutes[7::97]:
        [holder] = holders_at(made, span, answer, moment.astimezone(UTC))
        assert (holder.agent == "A", holder.due) == (moment in work and moment in due, moment in due)


def _minutes(row):
    return round((row.end - row.start).total_seconds() / 60)
