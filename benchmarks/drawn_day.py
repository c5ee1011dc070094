"""What limits the minutes of a shift in a drawn operation: shortest stretches on queues, and meetings."""

from __future__ import annotations

import random

from benchmarks.drawn import Sketch


def draw_day(sketch: Sketch, seed: int) -> None:
    """Limits on activities, but in `tiny`: brute force does not choose activities.

    They have a chance of their own, so that the other draws of a seed stay as they were.
    """
    chance = random.Random(f"day {seed}")
    if sketch.tiny:
        return
    for queue in sketch.tables.get("queues", {}).values():
        if chance.random() < 0.12:
            queue["minimum_stretch_minutes"] = chance.choice((30, 60, 120))
    if chance.random() < 0.12:
        meeting = {"minutes": chance.choice((30, 60)), "between": "09:00-17:00", "together": chance.random() < 0.3}
        sketch.tables["meetings"] = {"talk": {**meeting, "once": chance.random() < 0.7, "weight": 50}}
