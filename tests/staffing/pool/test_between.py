"""Work that may wait, done between live contacts: as far as there is time, skill and presence for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from pool_case import MONDAY_NINE, eight
from staffing_case import email, horizon, operation, phone, rows

from scheduler.operation import Agent, Contract, Leave, Shift
from scheduler.requirement import Requirement
from scheduler.staffing import staff


def mail(hours: float, people: list[Agent], volume: float = 12, **keys: Any) -> tuple[Requirement, Requirement]:
    """30 calls and some mail of 300 s in one half hour: with pooling, and without."""
    forecast = rows(("a", MONDAY_NINE, 30, 30, 300), ("mail", MONDAY_NINE, 30, volume, 300))
    shrinkage = keys.pop("shrinkage", 0.0)
    queues = phone("a", skill="a", **keys), email("mail", hours, skill="mail", shrinkage=shrinkage)
    workspace = operation(*queues, forecast=forecast, agents=tuple(people))
    return staff(workspace, horizon()), staff(replace(workspace, pooling="off"), horizon())


def test_what_may_wait_is_done_between_calls() -> None:
    """8 agents with 5 Erlangs have 3 agents' time left; 0.8 of that are 72 minutes in that half hour, mail is 60."""
    pooled, off = mail(4, eight("a", "mail"))
    assert off.deferred[0].arrivals.sum() == 60 * 60
    assert pooled.deferred[0].arrivals.sum() == 0
    assert pooled.agents[1].sum() == 0


def test_no_more_is_done_than_there_is_time_and_skill_for() -> None:
    """At an occupancy of 0.8, 8 x 0.8 - 5 = 1.4 agents are left, of whom a half can do mail: 0.8 x 21 of 60 minutes.

    With shrinkage of a fifth, an hour of mail takes 75 minutes of rostered time, and 16.8 minutes are 21.
    """
    people = [*eight("a", "mail"), *eight("a", first="q")]
    pooled, _ = mail(4, people, max_occupancy=0.8)
    assert pooled.deferred[0].arrivals.sum() == pytest.approx((60 - 0.8 * 21) * 60)
    shrunk, _ = mail(4, people, max_occupancy=0.8, shrinkage=0.2)
    assert shrunk.deferred[0].arrivals.sum() == pytest.approx((75 - 21) * 60)
    apart, off = mail(4, [*eight("a"), *eight("mail", first="q")])
    assert apart.deferred[0].arrivals.sum() == off.deferred[0].arrivals.sum()


def test_what_is_late_stays() -> None:
    """An hour of mail at 08:00 and one at 08:30, each due an hour later; time is left from 09:00 to 09:30 only."""
    letters = (("mail", f"2026-01-05T16:{minute}", 30, 12, 300) for minute in ("00", "30"))
    forecast = rows(("a", MONDAY_NINE, 30, 30, 300), *letters)
    queues = phone("a", skill="a"), email("mail", 1.0, skill="mail")
    workspace = operation(*queues, forecast=forecast, agents=tuple(eight("a", "mail")))
    [work] = staff(workspace, horizon()).deferred
    assert np.flatnonzero(work.arrivals).tolist() == [16]
    assert work.arrivals[16] == 60 * 60


@pytest.mark.parametrize("who", ["on leave", "at night", "not yet employed"])
def test_nobody_absent_does_anything_between_calls(who: str) -> None:
    """Eight can take calls when they come; eight more could do mail as well, but are never there at 09:00."""
    changes = {"first_day": date(2026, 1, 11)} if who == "not yet employed" else {}
    others = [
        replace(one, contract=who if who == "at night" else "full", **changes) for one in eight("a", "mail", first="q")
    ]
    forecast = rows(("a", MONDAY_NINE, 30, 30, 300), ("mail", MONDAY_NINE, 30, 12, 300))
    queues = phone("a", skill="a"), email("mail", 4.0, skill="mail", open={"monday-friday": "08:00-16:00"})
    workspace = operation(*queues, forecast=forecast, agents=(*eight("a"), *others))
    day, night = (Shift(id=name, start=start, hours=8) for name, start in (("day", "08:00"), ("night", "22:00")))
    leave = [Leave(one.id, "vacation", date(2026, 1, 1), date(2026, 1, 31)) for one in others]
    workspace = replace(
        workspace,
        shifts={"day": day, "night": night},
        contracts={
            "full": Contract(id="full", shifts=("day",)),
            "at night": Contract(id="at night", shifts=("night",)),
        },
        leave=tuple(leave) if who == "on leave" else (),
    )
    [work] = staff(workspace, horizon()).deferred
    assert work.arrivals.sum() == 60 * 60
