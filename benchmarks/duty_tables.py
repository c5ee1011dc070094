"""The tables of a drawn operation with duties: sites, queues, shifts, contracts, and ten duties of every kind."""

from __future__ import annotations

import random
from typing import Any

ZONE = "America/Los_Angeles"
MADRID, CHICAGO = "Europe/Madrid", "America/Chicago"
SITES: dict[str, dict[str, Any]] = {
    "seattle": {"name": "Seattle", "time_zone": ZONE, "holidays": "US"},
    "san_antonio": {"name": "San Antonio", "time_zone": CHICAGO, "holidays": "US"},
    "barcelona": {"name": "Barcelona", "time_zone": MADRID, "holidays": "ES-Barcelona"},
}
LIVE = {"share": 0.8, "within_seconds": 30}
QUEUES: dict[str, dict[str, Any]] = {
    "calls-en": {"channel": "phone", "skill": "calls", "language": "en", "priority": 1, "service": LIVE},
    "calls-es": {"channel": "phone", "skill": "calls", "language": "es", "priority": 2, "service": LIVE},
    "text-en": {
        "channel": "sms", "skill": "text", "language": "en", "priority": 3, "concurrency": 2,
        "service": {"share": 0.8, "within_seconds": 120},
    },
    "mail-en": {
        "channel": "email", "skill": "calls", "language": "en", "priority": 4, "service": {"within_hours": 24},
    },
}  # fmt: skip
LENGTH = 8.5
"""Hours of every shift; its meal of half an hour is unpaid, and five shifts are 40 hours."""
MEAL = {"name": "meal", "minutes": 30, "paid": False, "between_hours": [3.5, 4.5]}
STARTS = {
    "dawn": ("00:00", "05:30"),
    "day": ("06:00", "11:30"),
    "late": ("12:00", "17:30"),
    "night": ("18:00", "23:30"),
}
"""Shift -> its first and last start: together every half hour of the clock."""
SHIFTS: dict[str, dict[str, Any]] = {
    name: {"start": {"from": first, "to": last}, "hours": LENGTH, "breaks": [MEAL]}
    for name, (first, last) in STARTS.items()
}
WEEK: dict[str, Any] = {
    "shifts": [*STARTS],
    "hours_week": {"min": 40, "max": 40},
    "days_week": {"min": 5, "max": 5},
    "days_in_a_row": {"max": 6},
    "rest_hours": 11,
}
CONTRACTS: dict[str, dict[str, Any]] = {
    "duty": WEEK,
    "steady": {**WEEK, "start_spread_hours": 3, "days_off_together_week": 2},
}
BOTH = ["primary", "backup"]


def duties(chance: random.Random, places: int) -> list[dict[str, Any]]:
    """Ten duties: on shift and on call, tiers of one role and of two, every block, hours by day, all limits."""
    found = [*_on_shift(chance), *_nights(chance), *_blocks(chance)]
    return [{**duty, **({"agents": places} if places > 1 else {})} for duty in found]


def _on_shift(chance: random.Random) -> list[dict[str, Any]]:
    """A lead around the clock, one who speaks Spanish, a desk with one holder a window, two of a release."""
    desk = chance.choice((8, 9, 10))
    morning = {"monday-thursday": "08:00-16:00", "friday": f"08:00-{chance.choice((12, 13)):02d}:00"}
    return [
        {"name": "Incident lead", "role": "lead", "on": ["every_day"], "hours": "00:00-24:00", "priority": 1},
        {
            "name": "Spanish lead", "role": "lead", "language": "es", "time_zone": MADRID, "priority": 2,
            "on": ["monday", "tuesday", "wednesday", "thursday", "friday"],
            "hours": f"{chance.choice(('08', '09'))}:00-20:00", "apart_from": ["Incident lead"],
        },
        {
            "name": "Safety desk", "role": "safety", "on": ["every_day"], "time_zone": CHICAGO, "priority": 2,
            "hours": f"{desk:02d}:00-{desk + chance.choice((6, 7)):02d}:00", "block": "window",
        },
        {
            "name": "Release", "tiers": BOTH, "role": "platform", "priority": 3,
            "hours": {**morning, "holiday": "closed"},
        },
    ]  # fmt: skip


def _nights(chance: random.Random) -> list[dict[str, Any]]:
    """Nights in two zones, each with a backup on call: of another role, and of the same."""
    return [
        {
            "name": "Safety night", "tiers": BOTH, "kind": {"primary": "on_shift", "backup": "on_call"},
            "role": {"primary": "safety", "backup": "manager"}, "on": ["every_day"], "hours": "22:00-06:00",
            "max_in_a_row": chance.choice((3, 4)), "rest_after_hours": 2, "priority": 1,
        },
        {
            "name": "Vet night", "tiers": BOTH, "kind": "on_call", "role": "vet", "on": ["every_day"],
            "hours": "20:00-08:00", "time_zone": MADRID, "max_in_a_row": 2, "max_hours": 24,
            "max_windows": {"windows": chance.choice((4, 5)), "days": 7}, "rest_after_hours": 2, "priority": 2,
        },
    ]  # fmt: skip


def _blocks(chance: random.Random) -> list[dict[str, Any]]:
    """Standby that one holder is to have for a weekend, a day, a week and a run."""
    hours = {"friday": "18:00-24:00", "saturday-sunday": "00:00-24:00", "monday": "00:00-08:00"}
    return [
        {
            "name": "Weekend manager", "kind": "on_call", "role": "manager", "on": ["weekend"], "block": "weekend",
            "hours": "00:00-24:00", "priority": 1,
        },
        {
            "name": "Platform week", "kind": "on_call", "role": "platform", "on": ["every_day"], "block": "week",
            "hours": "00:00-24:00", "block_starts": "monday 09:00", "held_at_work": True, "priority": 3,
        },
        {
            "name": "Vet run", "kind": "on_call", "role": "vet", "hours": hours, "block": "run",
            "time_zone": CHICAGO, "priority": 2,
        },
        {
            "name": "Holiday manager", "kind": "on_call", "role": "manager", "on": ["weekend", "holiday"],
            "hours": f"08:00-{chance.choice((20, 22))}:00", "block": "day", "time_zone": MADRID,
            "held_at_work": True, "apart_from": ["Weekend manager"], "priority": 3,
        },
    ]  # fmt: skip
