"""What touches the horizon changes the fingerprint of an operation, and nothing else does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from fake_answer import MONDAY, PLANNING, fake_operation

from scheduler.clock import Horizon
from scheduler.operation import Cover, Forecast, Headcount, Leave, Operation, Pin, Wish, Worked, fingerprint
from scheduler.roster import Held

HORIZON = Horizon(MONDAY, 1, PLANNING)
OPERATION = fake_operation()
ANN = OPERATION.agents[0]


def mark(operation: Operation = OPERATION) -> str:
    return fingerprint(operation, HORIZON)


def forecast(*rows: tuple[str, str, float]) -> Forecast:
    names = tuple(dict.fromkeys(name for name, _, _ in rows))
    index = np.array([names.index(name) for name, _, _ in rows])
    figures = np.array([volume for _, _, volume in rows])
    start = np.array([text for _, text, _ in rows], dtype="datetime64[m]")
    none = np.full(len(rows), np.nan)
    return Forecast(names, index, start, np.full(len(rows), 30), figures, np.full(len(rows), 300.0), none, none)


def worked(day: date) -> Worked:
    start = datetime(day.year, day.month, day.day, 16, tzinfo=UTC)
    return Worked(ANN.id, day, "day", start, start + timedelta(hours=8))


def held(day: date) -> Held:
    start = datetime(day.year, day.month, day.day, 16, tzinfo=UTC)
    return Held("Lead", "", start, start + timedelta(hours=8), ANN.id, "on_shift")


def agents(**changes: Any) -> dict[str, Any]:
    return {"agents": (replace(ANN, **changes), *OPERATION.agents[1:])}


INSIDE, NEXT_MONTH, LONG_AGO = date(2026, 12, 24), date(2027, 2, 1), date(2026, 1, 5)
FIRST, SECOND = ("calls-en", "2026-12-22T10:00", 4.0), ("vet", "2026-12-22T10:00", 2.0)
BEFORE, AFTER = ("vet", "2026-12-21T07:30", 9.0), ("vet", "2026-12-28T08:00", 9.0)
TOUCHES = {
    "a wish": {"wishes": (*OPERATION.wishes, Wish(ANN.id, INSIDE, "off", None, 1))},
    "leave that ends inside": {"leave": (*OPERATION.leave, Leave(ANN.id, "sick", LONG_AGO, INSIDE))},
    "leave on the morning after": {
        "leave": (*OPERATION.leave, Leave(ANN.id, "sick", date(2026, 12, 28), date(2026, 12, 28)))
    },
    "a pin": {"pins": (Pin(ANN.id, INSIDE, "off"),)},
    "history": {"history": (worked(LONG_AGO),)},
    "a pin of a duty": {"duty_pins": (Pin(ANN.id, INSIDE, "", cover="Lead"),)},
    "a pin of a block that reaches into it": {
        "duty_pins": (Pin(ANN.id, INSIDE - timedelta(days=9), "", cover="Lead"),)
    },
    "a wish of a duty": {"duty_wishes": (Wish(ANN.id, INSIDE, "off", None, 1, cover="Lead"),)},
    "who held a duty": {"duty_history": (held(LONG_AGO),)},
    "a tier that a law forbids": {"cover": (OPERATION.cover[0].model_copy(update={"barred_sites": {"": ("home",)}}),)},
    "a skill": agents(skills=("vet",)),
    "a last day inside": agents(last_day=INSIDE),
    "a person": {"agents": (*OPERATION.agents, replace(ANN, id="new"))},
    "a limit": {"rules": {"rest_hours": {"hours": 12}}},
    "a weight": {"goals": {"wishes": {"weight": 2}}},
    "a date of a duty": {"cover": (Cover(name="Escalation lead", role="lead", on=(INSIDE,)),)},
    "people wanted": {"headcount": (*OPERATION.headcount, Headcount(INSIDE, "day", 1, 1, 1))},
    "a forecast": {"forecast": forecast(FIRST)},
    "the grid": {"interval_minutes": 60},
}
OUTSIDE = {
    "a wish": {"wishes": (*OPERATION.wishes, Wish(ANN.id, NEXT_MONTH, "off", None, 1))},
    "leave": {"leave": (*OPERATION.leave, Leave(ANN.id, "sick", NEXT_MONTH, NEXT_MONTH))},
    "a pin": {"pins": (Pin(ANN.id, NEXT_MONTH, "off"),)},
    "what is worked later": {"history": (worked(NEXT_MONTH),)},
    "a pin of a duty": {"duty_pins": (Pin(ANN.id, NEXT_MONTH, "", cover="Lead"),)},
    "a wish of a duty": {"duty_wishes": (Wish(ANN.id, NEXT_MONTH, "off", None, 1, cover="Lead"),)},
    "who holds a duty later": {"duty_history": (held(NEXT_MONTH),)},
    "a last day later": agents(last_day=NEXT_MONTH),
    "who joins later, and wishes": {
        "agents": (*OPERATION.agents, replace(ANN, id="new", first_day=NEXT_MONTH)),
        "wishes": (*OPERATION.wishes, Wish("new", INSIDE, "off", None, 1)),
    },
    "people wanted": {"headcount": (*OPERATION.headcount, Headcount(NEXT_MONTH, "day", 1, 1, 1))},
    "a forecast": {"forecast": forecast(BEFORE, AFTER)},
    "names to read": {**agents(name="Anna"), "name": "Another"},
    "comments in files": {"inputs": {"config/agents.csv": "1" * 64}, "warnings": ("odd",)},
}


@pytest.mark.parametrize("changes", TOUCHES.values(), ids=TOUCHES)
def test_what_touches_the_horizon_is_another_operation(changes: dict[str, Any]) -> None:
    assert mark(replace(OPERATION, **changes)) != mark()


@pytest.mark.parametrize("changes", OUTSIDE.values(), ids=OUTSIDE)
def test_what_lies_outside_is_the_same_operation(changes: dict[str, Any]) -> None:
    assert mark(replace(OPERATION, **changes)) == mark()


def test_the_order_and_the_files_of_forecast_rows_are_the_same_operation() -> None:
    ways = [forecast(FIRST, SECOND), forecast(SECOND, FIRST), forecast(BEFORE, FIRST, AFTER, SECOND)]
    assert len({mark(replace(OPERATION, forecast=way)) for way in ways}) == 1
    other = forecast(FIRST, ("vet", "2026-12-22T10:00", 2.5))
    assert mark(replace(OPERATION, forecast=other)) != mark(replace(OPERATION, forecast=ways[0]))


def test_a_site_holiday_next_year_is_the_same_operation() -> None:
    site = OPERATION.sites["seattle"]
    marks = [
        mark(replace(OPERATION, sites={**OPERATION.sites, "seattle": site.model_copy(update={"extra_holidays": days})}))
        for days in ((), (NEXT_MONTH,), (INSIDE,))
    ]
    assert marks[0] == marks[1] != marks[2]
