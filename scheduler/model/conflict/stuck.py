"""Agents whom limits leave no legal line, and whether that is the doing of single weeks or of the whole horizon."""

from __future__ import annotations

from scheduler.clock import Horizon
from scheduler.compiled import NOTHING
from scheduler.model.conflict.conflict import Quarrel, quarrel
from scheduler.model.lines.gains import no_gains
from scheduler.model.lines.price import best_line, lay_out
from scheduler.model.lines.scratch import scratch_of
from scheduler.model.lines.tables import tables_of
from scheduler.operation import Agent, Operation
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.automata.kinds import Limits, line_exists
from scheduler.rules import Limit, limits_for


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
    bare = [(agent, _without_totals(limits_for(operation, agent))) for agent in stuck]
    return [
        quarrel(operation, weeks, agent, limits)
        for agent, limits in bare
        if not line_exists(operation, weeks, agent, limits)
    ]


def quarrel_of_one(operation: Operation, horizon: Horizon, agent: Agent, limit: Limit) -> Quarrel:
    """The conflict of a limit that no line keeps, with the limits that always bind."""
    beside = [one for one in limits_for(operation, agent) if one.always or one is limit]
    return quarrel(operation, horizon, agent, tuple(beside))


def _without_totals(limits: Limits) -> Limits:
    """The limits without those that may count the whole horizon."""
    return tuple(limit for limit in limits if not limit.counts_horizon())
