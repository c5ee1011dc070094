"""Is a finished roster sound, and does it keep every limit? Judged from its rows, with no solver."""

from __future__ import annotations

from scheduler.clock import Horizon
from scheduler.judge.duty import duty_findings
from scheduler.judge.rows.activities import activity_findings
from scheduler.judge.rows.diaries import diaries
from scheduler.judge.rows.shifts import readable, shift_findings
from scheduler.operation import Operation
from scheduler.roster import Roster
from scheduler.rules import limits_for
from scheduler.rules.rule import Finding


def check(operation: Operation, horizon: Horizon, roster: Roster) -> tuple[Finding, ...]:
    """Every breach: first rows that make no sense (rule `roster`), then the limits, agent by agent, then rule `duty`.

    Limits are judged over the shifts that make sense; each other row has its own finding. Empty is a clean roster.
    """
    found = [*shift_findings(operation, horizon, roster), *activity_findings(operation, horizon, roster)]
    sound = readable(operation, horizon, roster)
    known = diaries(operation, horizon, sound)
    for agent in operation.agents:
        diary = known.of(agent)
        for limit in limits_for(operation, agent):
            found.extend(limit.check(diary))
    found.extend(duty_findings(operation, horizon, sound))
    return tuple(found)
