"""What the page says of missing people beside the short days: on which queues, who pays for it, what could be saved."""

from __future__ import annotations

from typing import Any

from scheduler.goals.short import Short
from scheduler.report.answer.amounts import hardly_proved, hours_saveable
from scheduler.report.answer.answer import Answer
from scheduler.report.answer.short_days import pools_of
from scheduler.report.answer.verdicts import missed_queues

WORST = 15
"""Shortages shown before the rest is folded away."""
MUCH = 0.1
"""Part of all that is missing from which a queue is named."""


def shortage(answer: Answer) -> dict[str, Any]:
    """What the template shows of it."""
    return {
        "missed_in_short_pools": _missed_in_short_pools(answer),
        "several_pools": len(pools_of(answer.score.case)) > 1,
        "most_short": _most_short(answer),
        "missed_later": _missed_later(answer),
        "required_alone": _required_alone(answer),
        "short_proved": not hardly_proved(answer, Short.name),
        "short_saveable": hours_saveable(answer, Short.name),
        "worst": answer.explanation.queues[:WORST],
        "others": answer.explanation.queues[WORST:],
    }


def _required_alone(answer: Answer) -> float:
    """Agent-hours that live queues would require if each had people of its own."""
    requirement, live = answer.requirement, answer.score.case.coverage.live
    agents = (requirement.by_itself / (1.0 - requirement.shrinkage))[live]
    return float(agents.sum()) * requirement.interval_minutes / 60


def _missed_in_short_pools(answer: Answer) -> list[str]:
    """Live queues that miss their targets, share people with short queues, and are not themselves the shortest."""
    missed, queues = missed_queues(answer.service) if answer.service else [], answer.requirement.queues
    pools = [{queues[row] for row in pool.rows} for pool in answer.requirement.pools]
    short = {queues[row] for cell in answer.score.case.pools if cell.short > 0 for row in cell.rows}
    others = [name for name in missed if name not in _most_short(answer)]
    return [name for name in others if any(name in pool and pool & short for pool in pools)]


def _most_short(answer: Answer) -> list[str]:
    """The queues on which most is missing, as people are assigned: those with a tenth of it or more."""
    coverage = answer.score.case.coverage
    hours = coverage.short.sum(axis=1) * coverage.live
    order = sorted(range(len(hours)), key=lambda row: (-hours[row], row))
    return [coverage.queues[row] for row in order if hours[row] >= MUCH * hours.sum() > 0]


def _missed_later(answer: Answer) -> list[str]:
    """Queues of work that may wait which miss their targets."""
    told = answer.service
    return [name for name in missed_queues(told) if told["queues"][name]["deferred"]] if told else []
