"""What a planner is told of a roster's service: which targets are missed beyond chance, and in which words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Row = Mapping[str, Any]
"""One queue of `service` in summary.json, or one day of it."""


def verdict(level: float | None, half: float, target: float | None) -> str:
    """`missed` and `met` only beyond chance; `open` where the interval holds the target."""
    if level is None or target is None:
        return "none"
    if level + half < target:
        return "missed"
    return "met" if level - half >= target else "open"


def verdict_of(row: Row, queue: Row | None = None) -> str:
    """The verdict on one queue of `service`, or on a day of it: on its share in time, and on how many give up.

    Where contacts come and none can be judged, nobody was answered: that misses any target. `queue` is that of a day.
    """
    told = queue or row
    if row["expected"] is None and not told["deferred"] and told["target"] is not None:
        return "missed"
    verdicts = (verdict(row["expected"], row["half_width"] or 0.0, told["target"]), _of_leaving(row, told))
    return min(verdicts, key=("missed", "open", "met", "none").index)


def _of_leaving(row: Row, queue: Row) -> str:
    """The verdict on how many give up: that so many stay is the target."""
    most, leave = queue.get("most_abandoned"), row.get("abandoned")
    if most is None or leave is None:
        return "none"
    return verdict(1.0 - leave, row.get("abandoned_half_width") or 0.0, 1.0 - most)


def miss_words(row: Row, queue: Row | None = None) -> str:
    """What is missed: `80.3 % in time, promised 90 %`, `nobody answered`, `29.3 % give up, promised at most 3 %`."""
    told, found = queue or row, []
    if row["expected"] is None:
        found.append("nobody answered")
    elif is_late(row, told):
        found.append(f"{_percent(row['expected'])} in time, promised {100 * told['target']:.4g} %")
    if too_many_leave(row, told):
        found.append(f"{_percent(row['abandoned'])} give up, promised at most {100 * told['most_abandoned']:.4g} %")
    return "; ".join(found)


def is_late(row: Row, queue: Row | None = None) -> bool:
    """Whether the share in time misses its target, beyond chance."""
    return verdict(row["expected"], row["half_width"] or 0.0, (queue or row)["target"]) == "missed"


def too_many_leave(row: Row, queue: Row) -> bool:
    """Whether more give up than the queue's limit, beyond chance."""
    return _of_leaving(row, queue) == "missed"


def missed_queues(told: Mapping[str, Any]) -> list[str]:
    """The queues that miss a target beyond chance, the furthest below their share in time first."""
    rows = {name: row for name, row in told["queues"].items() if verdict_of(row) == "missed"}
    return sorted(rows, key=lambda name: (rows[name]["expected"] or 0.0) - (rows[name]["target"] or 0.0))


def service_lines(told: Mapping[str, Any] | None) -> Iterator[str]:
    """What the end of a solve says of it: live contacts in time, and the queues that miss their target."""
    if told is None or not told["queues"]:
        return
    yield f"service            {'; '.join((*_live_words(told['live']), targets_words(told)))}"
    for name in missed_queues(told):
        row = told["queues"][name]
        leaving = f", {_percent(row['abandoned'])} give up" if too_many_leave(row, row) else ""
        in_time = "nobody answered" if row["expected"] is None else _percent(row["expected"])
        yield f"  {name}: {in_time}{leaving}, promised {row['promise']}"


def targets_words(told: Mapping[str, Any]) -> str:
    """`1 of 20 targets missed`: beyond chance, of the queues that have a target and contacts to be judged."""
    judged = sum(verdict_of(row) != "none" for row in told["queues"].values())
    return f"{len(missed_queues(told))} of {judged} targets missed" if judged else "no target to be judged"


def _live_words(live: Row | None) -> Iterator[str]:
    if live is not None and live["expected"] is not None:
        yield f"{_percent(live['expected'])} of live contacts in time"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"
