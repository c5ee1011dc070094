"""Agents whom limits leave no legal line, and whether that is the doing of single weeks or of the whole horizon."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from scheduler.clock import Horizon
from scheduler.compiled import NOTHING
from scheduler.model.conflict.conflict import Quarrel, quarrels
from scheduler.model.lines.gains import no_gains
from scheduler.model.lines.price import best_line, lay_out
from scheduler.model.lines.scratch import scratch_of
from scheduler.model.lines.tables import tables_of
from scheduler.operation import Agent, Operation
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.automata.kinds import line_exists
from scheduler.rules import RULES, limits_for


def stuck_agents(operation: Operation, problem: Problem) -> list[Agent]:
    """Agents whom limits leave no legal line at all."""
    tables = tables_of(problem)
    scratch = scratch_of(tables)
    gains = no_gains(problem)
    lay_out(tables, gains, scratch)
    rows = range(len(operation.agents))
    return [operation.agents[a] for a in rows if best_line(tables, scratch, gains, a, 0.0) <= NOTHING / 2]


def quarrels_in(operation: Operation, weeks: Horizon, stuck: list[Agent]) -> list[Quarrel]:
    """The conflicts of agents who have no line in some weeks even without limits that count the whole horizon."""
    bare = _without_totals(operation)
    alone = [agent for agent in stuck if not line_exists(bare, weeks, agent, limits_for(bare, agent))]
    return quarrels(bare, weeks, alone)


def _without_totals(operation: Operation) -> Operation:
    """The operation without the limits that count the whole horizon."""
    counting = {name for name, rule in RULES.items() if rule.counts_horizon()}
    contracts = {
        name: contract.model_copy(update={"limits": _apart(contract.limits, counting)})
        for name, contract in operation.contracts.items()
    }
    return replace(operation, contracts=contracts, rules=_apart(operation.rules, counting))


def _apart(settings: Mapping[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: value for name, value in settings.items() if name not in names}
