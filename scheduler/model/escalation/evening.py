"""A plan of duties shared more evenly at no cost: places go from who has much to who has little, few agents at a time.

CP-SAT is asked again with all other agents as they are, which it answers at once; over all agents it takes minutes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

from scheduler.model.escalation.levels import Levels
from scheduler.model.escalation.limits.even import Step, even_steps
from scheduler.model.escalation.plan import Unanswered

HEAVY, LIGHT, TOGETHER = 6, 8, 2
"""Agents with the most and with the least that are looked at, and how many of the latter join one of the former."""
FEWEST, MOST, EACH = 10, 60, 0.02
"""Solves at most for a large and for a small plan, and CP-SAT's own seconds for each solve."""
WORTH = 45_000
"""Solves times variables of a plan, where that gives a number of solves between the two."""
MOST_HOLDS = 8_000
"""Variables of a plan at most; in a larger one solves take too long."""


def even_out(levels: Levels) -> None:
    """Share the current plan more evenly; nothing that the steps before have reached may get worse."""
    assert levels.solved is not None
    steps = even_steps(levels.draft, levels.model, levels.solved[0]) if len(levels.draft.holds) <= MOST_HOLDS else []
    if not steps:
        return
    variables = levels.model.proto.variables  # some are constants, of limits that hold whatever is done
    levels.values += [variables[index].domain[0] for index in range(len(levels.values), steps[0].var.index)]
    levels.values += [step.value for step in steps]
    levels.model.minimize(sum(step.cost * step.var for step in steps) + sum(levels.splitting.changes))
    tried: set[tuple[str, ...]] = set()
    for _ in range(max(FEWEST, min(MOST, WORTH // len(levels.draft.holds)))):
        some = next((one for one in _some(levels, steps) if one not in tried), None)
        if some is None:
            return
        before = _cost(levels, steps)
        with suppress(Unanswered), levels.between(some):
            levels.answered(budget=EACH, quick=True)
        if _cost(levels, steps) < before:
            tried.clear()
        tried.add(some)


def _cost(levels: Levels, steps: Sequence[Step]) -> int:
    return sum(step.cost * levels.values[step.var.index] for step in steps)


def _some(levels: Levels, steps: Sequence[Step]) -> Iterator[tuple[str, ...]]:
    """Agents to share anew: one with a great last step, and a few whose next step is small."""
    last, following = dict.fromkeys((step.agent for step in steps), 0), dict[str, int]()
    for step in steps:
        if levels.values[step.var.index]:
            last[step.agent] = max(last[step.agent], step.cost)
        else:
            following[step.agent] = min(following.get(step.agent, step.cost), step.cost)
    names = sorted(last)
    heavy = sorted(names, key=lambda name: -last[name])[:HEAVY]
    light = sorted(names, key=lambda name: following.get(name, last[name]))[:LIGHT]
    for one in heavy:
        others = [name for name in light if name != one and following.get(name, last[name]) < last[one]]
        for place in range(0, len(others), TOGETHER):
            yield (one, *others[place : place + TOGETHER])
