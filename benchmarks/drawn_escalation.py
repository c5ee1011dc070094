"""Duties with tiers, blocks and limits in a drawn operation, only where asked: seeds stay what they are."""

from __future__ import annotations

import random
from typing import Any

from benchmarks.drawn import Sketch, span
from benchmarks.drawn_work import draw_queue

UNTOLD = ("weekly_rest", "days_off_together_week", "days_off_in_a_row")
"""Limits on free time, which standby is not: dealing duty out knows nothing of them, so they are left out."""
PLAIN = {"rest_hours", "max_shifts", "start_spread_hours", "cost_hour", "overtime"}
"""Limits beside which standby may be working time here: no hours or days are bounded."""


def draw_escalation(sketch: Sketch, seed: int) -> None:
    """Two or three duties in the place of those drawn, people who may hold them, and a queue if there is no work."""
    chance = random.Random(f"escalation {seed}")
    if not sketch.tables["queues"]:
        draw_queue(sketch, "calls", deferred=False)
    for contract in sketch.tables["contracts"].values():
        for name in UNTOLD:
            contract.pop(name, None)
    for site in sketch.tables["sites"].values():
        site.pop("rules", None)
    people = sketch.rows["config/agents.csv"]
    place = people.columns.split(",").index("roles")
    people.rows = [(*row[:place], _roles(chance, str(row[place])), *row[place + 1 :]) for row in people.rows]
    duties = [_duty(sketch, chance, number) for number in range(1, chance.randint(2, 3) + 1)]
    if chance.random() < 0.4:
        duties[1]["apart_from"] = [duties[0]["name"]]
    sketch.tables["cover"] = {"cover": duties}


def _roles(chance: random.Random, told: str) -> str:
    """More people may hold duties than in other drawn operations."""
    roles = {role for role in told.split(";") if role} | {role for role in ("lead", "duty") if chance.random() < 0.4}
    return ";".join(sorted(roles))


def _duty(sketch: Sketch, chance: random.Random, number: int) -> dict[str, Any]:
    """A duty with tiers or without, on shift or on call, one role or two."""
    tiers = ["primary", "backup"] if chance.random() < 0.5 else []
    told: dict[str, Any] = {"name": f"Duty {number}", "priority": chance.randint(1, 2)}
    roles = [chance.choice(("lead", "duty")) for _ in range(2)]
    kinds = [chance.choice(("on_shift", "on_call", "on_call")) for _ in range(2)]
    if tiers:
        told["tiers"] = tiers
        told["role"] = dict(zip(tiers, roles, strict=True)) if chance.random() < 0.4 else roles[0]
        told["kind"] = dict(zip(tiers, kinds, strict=True)) if chance.random() < 0.4 else kinds[0]
    else:
        told |= {"role": roles[0], "kind": kinds[0]}
    kind = told["kind"]
    on_call = "on_shift" not in (kind.values() if isinstance(kind, dict) else [kind])
    told |= _hours(chance, on_call) | _limits(sketch, chance, kind)
    if told["block"] != "any":
        told.pop("max_hours", None)  # a window of a block that is longer is refused
    if chance.random() < 0.3:
        told["time_zone"] = chance.choice(list(sketch.sites.values()))
    return told


def _hours(chance: random.Random, on_call: bool) -> dict[str, Any]:
    """Which days and hours, and the block."""
    begin, length = chance.choice((0, 360, 480, 720, 1080, 1320)), chance.choice((240, 360, 480, 720))
    block = chance.choice(("any", "any", "window", *(("day", "weekend", "week", "run") if on_call else ())))
    if block == "run" or chance.random() < 0.15:
        days = {"friday": "18:00-24:00", "saturday-sunday": "00:00-24:00", "monday": "00:00-08:00"}
        return {"hours": days, "block": block}
    days_on = chance.choice((["every_day"], ["weekend"], ["monday", "wednesday", "friday"], ["weekend", "holiday"]))
    return {"on": days_on, "hours": span(begin, begin + length), "block": block}


def _limits(sketch: Sketch, chance: random.Random, kind: object) -> dict[str, Any]:
    """Limits on who holds it, most of them on standby."""
    told: dict[str, Any] = {}
    if chance.random() < 0.3:
        told["max_in_a_row"] = chance.randint(1, 3)
    if chance.random() < 0.2:
        told["max_windows"] = {"windows": chance.randint(2, 4), "days": 7}
    if kind == "on_shift":
        return told
    if chance.random() < 0.4:
        told["rest_after_hours"] = chance.choice((2, 4, 11))
    if chance.random() < 0.3:
        told["max_hours"] = chance.choice((6, 12, 24))
    if chance.random() < 0.3:
        told["held_at_work"] = chance.random() < 0.5
    bounded = {name for contract in sketch.tables["contracts"].values() for name in contract} - PLAIN
    if chance.random() < 0.5:
        told["counts_as"] = chance.choice(("standby", "rest")) if bounded else "working"
    return told
