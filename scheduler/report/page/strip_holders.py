"""Who stands behind the strips of a duty: the holders named, else everybody who can be counted on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from scheduler.operation import Tier
from scheduler.report.answer.answer import Answer
from scheduler.roster import HANDOVER

Stay = tuple[datetime, datetime, str]
"""Start, end, `Ana Ruiz (a001)`."""


def stays(answer: Answer, tier: Tier) -> list[Stay]:
    """Who holds the tier when; hand-overs are left out."""
    roster = answer.result.roster
    if roster.held is None:
        return [*_counted_on(answer, tier)]
    return [
        (row.start, row.end, _name(answer, row.agent))
        for row in roster.held
        if (row.cover, row.tier) == (tier.cover.name, tier.name) and row.agent and row.kind != HANDOVER
    ]


def _counted_on(answer: Answer, tier: Tier) -> Iterator[Stay]:
    """Stays by activities where the duty has its own, else by shifts of the able; by both if it is held at work."""
    moment = answer.horizon.moment
    if tier.exclusive or tier.on_call:
        for row in answer.result.roster.activities:
            if row.activity == tier.activity:
                yield row.start, row.end, _name(answer, row.agent)
    if tier.held_at_work or not (tier.exclusive or tier.on_call):
        for span in answer.score.case.spans:
            if tier.staffed_by(span.agent):
                yield moment(span.start), moment(span.end), _name(answer, span.agent.id)


def _name(answer: Answer, agent: str) -> str:
    return f"{answer.operation.agent(agent).name} ({agent})"
