"""Asks everybody who is able to fill a gap why he or she does not, and says the answers in words."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.clock import local
from scheduler.judge.explain.candidate import NO_SHIFT, Candidates
from scheduler.judge.explain.duty_reasons import DutyReasons, lacking, listed
from scheduler.judge.explain.gaps import Gap
from scheduler.judge.explain.reason_words import in_words
from scheduler.operation import Agent, Operation, Queue, Tier

NAMED = 8
"""An open duty's reason tells the names of the able people if there are so many or fewer."""
Told = dict[str, str]
"""Agent able to fill a gap -> why not."""


@dataclass(frozen=True)
class Asker:
    """Asks each able agent of a gap why not."""

    operation: Operation
    candidates: Candidates
    duties: DutyReasons

    def ask(self, gap: Gap) -> Told:
        """Each able agent's reason, at the interval in which most are missing."""
        able, wanted = able_for(self.operation, gap)
        when, tier = (gap.peak_start, gap.peak_end), tier_of(self.operation, gap) if gap.kind == "cover" else None
        held = {agent.id: self.duties.reason(agent.id, tier, *when) for agent in able if tier is not None}
        return {agent.id: held.get(agent.id) or self.candidates.reason(agent, *when, wanted) for agent in able}


def able_for(operation: Operation, gap: Gap) -> tuple[list[Agent], str]:
    """Who has the skill and language, or the role; and the activity that is missing people."""
    if gap.kind == "queue":
        return serving(operation, operation.queues[gap.name]), f"queue:{gap.name}"
    tier = tier_of(operation, gap)
    return [agent for agent in operation.agents if tier.staffed_by(agent)], tier.activity


def serving(operation: Operation, queue: Queue) -> list[Agent]:
    """The agents with the queue's skill and language."""
    return [agent for agent in operation.agents if agent.serves(queue)]


def tier_of(operation: Operation, gap: Gap) -> Tier:
    """The tier of a gap of a duty."""
    return next(tier for tier in operation.tiers if tier.label == gap.name)


def why_words(operation: Operation, gap: Gap, able: list[Agent], people: dict[str, tuple[str, ...]]) -> str:
    """What kept the able away, at the interval in which most are missing; `people` has their names by reason."""
    more = lacking(operation, tier_of(operation, gap)) if gap.kind == "cover" else ""
    if not able:
        live = gap.kind == "queue"
        nobody = nobody_can(operation.queues[gap.name]) if live else f"No agent has {_asked(operation, gap)}"
        return nobody + (f"; {more}" if more else "")
    at, named = f"{local(gap.peak_start, operation.time_zone):%H:%M}", gap.kind == "cover" and len(able) <= NAMED
    told = []
    for reason, names in people.items():
        words = f"{len(names)} {in_words(reason)}"
        told.append(f"{words} ({', '.join(names)})" if named else words)
    text = f"{able_are(able)}; at {at}: {', '.join(told)}"
    if len(people.get(NO_SHIFT, ())) == len(able):
        text += f"; no shift of {', '.join(sorted({agent.site for agent in able}))} covers {at}"
    return text + (f"; {more}" if more else "")


def able_are(able: list[Agent]) -> str:
    """`1 is able`, `12 are able`."""
    return "1 is able" if len(able) == 1 else f"{len(able)} are able"


def nobody_can(queue: Queue) -> str:
    """What is said of a queue that nobody can serve."""
    return f"No agent has both skill {queue.skill} and language {queue.language}"


def _asked(operation: Operation, gap: Gap) -> str:
    """What a tier asks for: `role lead and language es`."""
    tier = tier_of(operation, gap)
    own = (("role", tier.role), ("language", tier.language), ("skill", tier.skill), ("site", tier.site))
    return listed(f"{noun} {word}" for noun, word in own if word)
