"""Groups of people among whom work is shared evenly."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from scheduler.clock import Horizon
from scheduler.operation import Agent, Operation
from scheduler.rules.diary import bare

ALIKE = ("nights", "weekends", "hours")
WITH_DUTY = ("hours",)
OF_TIER = ("nights", "weekends", "standby")


@dataclass(frozen=True)
class Group:
    """People who are compared with each other."""

    name: str
    """What they have in common, or the duty's tier that they may hold."""
    counts: tuple[str, ...]
    """What is compared."""
    weights: dict[str, float]
    """Agent -> days employed and not on leave x `hours_week.max`; only those who are there on some day."""


def groups_of(operation: Operation, horizon: Horizon) -> tuple[Group, ...]:
    """Groups of two or more, by name; then those of duties in the order of cover.toml.

    Agents of one site and contract with the same skills, languages and roles are compared in hours, and where they may
    hold no duty in nights and weekends; everybody who may hold a duty's tier in weekends, nights and standby.
    """
    weights = {agent.id: weight_of(operation, horizon, agent) for agent in operation.agents}
    alike: dict[str, list[Agent]] = defaultdict(list)
    for agent in operation.agents:
        alike[_name(agent)].append(agent)
    found = []
    for name, people in sorted(alike.items()):
        duty = any(cover.staffed_by(people[0]) for cover in operation.cover)
        found.append(_group(name, WITH_DUTY if duty else ALIKE, people, weights))
    for tier in operation.tiers:
        able = [agent for agent in operation.agents if tier.staffed_by(agent)]
        found.append(_group(tier.label, OF_TIER, able, weights))
    return tuple(group for group in found if len(group.weights) > 1)


def weight_of(operation: Operation, horizon: Horizon, agent: Agent) -> float:
    """Days of the horizon on which the agent is employed and not on leave x `hours_week.max` (1 where none)."""
    diary = bare(operation, horizon, agent)
    days = sum(agent.employed(day) and not diary.on_leave(day) for day in horizon.dates())
    settings = operation.contracts[agent.contract].limits.get("hours_week", operation.rules.get("hours_week"))
    most = settings.get("max") if isinstance(settings, dict) else None
    return float(days * (most or 1))


def _name(agent: Agent) -> str:
    """`seattle, full-time, general;safety, en, lead`."""
    lists = (";".join(sorted(own)) for own in (agent.skills, agent.languages, agent.roles))
    return ", ".join(filter(None, (agent.site, agent.contract, *lists)))


def _group(name: str, counts: tuple[str, ...], people: list[Agent], weights: dict[str, float]) -> Group:
    return Group(name, counts, {agent.id: weights[agent.id] for agent in people if weights[agent.id] > 0})
