"""Why nobody could: for each shortage and each open escalation hour, what kept every able agent away.

Rows of a headcount that miss people are named, without reasons.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from scheduler.clock import Horizon, local
from scheduler.count.deferred import late_seconds
from scheduler.count.headcount_table import HeadcountRow
from scheduler.goals import Case, goals_of
from scheduler.judge.explain.asker import NAMED, Asker, Told, able_for, tier_of, why_words
from scheduler.judge.explain.candidate import Candidates
from scheduler.judge.explain.duty_reasons import DutyReasons
from scheduler.judge.explain.gaps import Gap, gaps_of, joined, small_gaps
from scheduler.judge.explain.pools import pool_lines
from scheduler.judge.explain.reason_words import by_number
from scheduler.operation import Operation
from scheduler.requirement import Requirement
from scheduler.roster import Roster

WORST = 100
LITTLE = 0.05
"""Agent-hours: less is told as nothing."""
QUESTIONS = 20_000  # agents x gaps looked into in a week's horizon, to answer in a few seconds; longer ones ask fewer


@dataclass(frozen=True)
class Reason:
    """One gap and why it stays open."""

    gap: Gap
    able: int
    """Agents with the skill and the language, or with the role."""
    counts: dict[str, int]
    """Why not -> how many able agents, most first; they add up to `able`. Limits stand under their names."""
    people: dict[str, tuple[str, ...]]
    """Why not -> the names of those able agents."""
    what: str
    """The time and the queue or duty that miss people, on the clocks of the planning zone."""
    why: str
    """What kept the able away."""

    @property
    def text(self) -> str:
        """One line for a planner."""
        return f"{self.what}. {self.why}"


@dataclass(frozen=True)
class Explanation:
    """Every open duty and the worst shortages, each with its reasons."""

    reasons: tuple[Reason, ...]
    """Open duties in time order, then shortages, those of most points first."""
    left_out: int = 0
    """Gaps that are not looked into: the smaller shortages, and open hours beyond what can be asked in time."""
    left_out_hours: float = 0.0
    """Agent-hours of the gaps left out: with those of the reasons they are all that is open or short."""
    left_out_points: float = 0.0
    """Points of the gaps left out."""
    headcount: tuple[HeadcountRow, ...] = ()
    """Rows of the headcount that miss people, in time order."""
    late_hours: float = 0.0
    """Agent-hours of work that may wait that the plan does not do by its due time."""
    pools: tuple[str, ...] = ()
    """One line for each set of queues that share people and lack some together."""

    @property
    def covers(self) -> tuple[Reason, ...]:
        """Reasons of open duties."""
        return tuple(reason for reason in self.reasons if reason.gap.kind == "cover")

    @property
    def queues(self) -> tuple[Reason, ...]:
        """Reasons of shortages of queues."""
        return tuple(reason for reason in self.reasons if reason.gap.kind == "queue")

    def lines(self) -> Iterator[str]:
        """The whole explanation as text."""
        if not self.reasons and not self.headcount and self.late_hours < LITTLE:
            yield "The plan lacks nobody: every duty and every requirement is covered."
        if self.late_hours >= LITTLE:
            yield f"{self.late_hours:,.1f} agent-hours of work that may wait are not rostered in time"
        for reason in self.reasons:
            yield reason.text
        yield from self.pools
        for row in self.headcount:
            yield _headcount(row)
        if self.left_out:
            yield self.rest

    @property
    def rest(self) -> str:
        """One line on the gaps left out."""
        gaps = "further gap is" if self.left_out == 1 else "further gaps are"
        amount = f"{self.left_out_hours:,.2f} agent-hours, {self.left_out_points:,.0f} points"
        return f"{self.left_out:,} {gaps} not looked into: {amount}"


def explain(
    operation: Operation, horizon: Horizon, requirement: Requirement, roster: Roster, worst: int = WORST
) -> Explanation:
    """Look into each open hour of duty, and into the `worst` shortages at the interval in which most are missing."""
    case = Case(operation, horizon, requirement, roster)
    gaps, small = gaps_of(case, goals_of(operation)), small_gaps(case, goals_of(operation))
    limit = QUESTIONS // horizon.weeks
    covers = _askable(operation, [gap for gap in gaps if gap.kind == "cover"], limit)
    queues = _askable(operation, [gap for gap in gaps if gap.kind == "queue"][:worst], limit)
    duties = DutyReasons(operation, horizon, roster, case.spans)
    asker = Asker(operation, Candidates(operation, horizon, roster), duties)
    open_duties = sorted(_joined(asker, covers), key=lambda found: found[0].start)  # and in the order of cover.toml
    shortages = [(gap, asker.ask(gap)) for gap in queues]
    found = tuple(_reason(operation, gap, told) for gap, told in (*open_duties, *shortages))
    asked = {*covers, *queues}
    rest = [gap for gap in (*gaps, *small) if gap not in asked]
    heads = sorted((row for row in case.headcount if row.short), key=lambda row: row.date)
    left_out = len(rest), sum(gap.agent_hours for gap in rest), sum(gap.points for gap in rest)
    return Explanation(found, *left_out, headcount=tuple(heads), late_hours=_late(case), pools=tuple(pool_lines(case)))


def _late(case: Case) -> float:
    """Agent-hours of work that may wait that are late by the plan."""
    rows = ((work, case.coverage.assigned[case.requirement.row(work.queue)]) for work in case.requirement.deferred)
    step = case.requirement.interval_minutes
    return sum(float(late_seconds(work, step, agents).sum()) for work, agents in rows) / 3600


def _askable(operation: Operation, gaps: list[Gap], limit: int) -> list[Gap]:
    """The first gaps, as many as need no more than so many questions (one an able agent); always one."""
    able = {name: len(able_for(operation, gap)[0]) for name, gap in {gap.name: gap for gap in gaps}.items()}
    questions = list(accumulate(able[gap.name] for gap in gaps))
    return gaps[: max(1, bisect_right(questions, limit))]


def _joined(asker: Asker, hours: list[Gap]) -> list[tuple[Gap, Told]]:
    """Open hours of a duty that follow each other on one day for the same reasons, as one."""
    found: list[tuple[Gap, Told]] = []
    for gap in hours:
        told = asker.ask(gap)
        if found and _follows(asker.operation, found[-1][0], gap) and _alike(found[-1][1], told):
            found[-1] = (joined(found[-1][0], gap), told)
        else:
            found.append((gap, told))
    return found


def _alike(first: Told, second: Told) -> bool:
    """Whether two hours have the same reasons: by person where names are told, else in number."""
    return first == second if len(first) <= NAMED else Counter(first.values()) == Counter(second.values())


def _follows(operation: Operation, first: Gap, second: Gap) -> bool:
    days = {local(gap.start, operation.time_zone).date() for gap in (first, second)}
    return first.name == second.name and first.end == second.start and len(days) == 1


def _reason(operation: Operation, gap: Gap, told: Told) -> Reason:
    able, _ = able_for(operation, gap)
    counts = by_number(Counter(told.values()))
    people = {why: tuple(agent.name or agent.id for agent in able if told[agent.id] == why) for why in counts}
    return Reason(gap, len(able), counts, people, _what(operation, gap), why_words(operation, gap, able, people))


def _what(operation: Operation, gap: Gap) -> str:
    """`Sat 2026-12-26 03:00-05:00 incidents-en: 1.2 agents short, 2.4 agent-hours`."""
    start, end = (local(moment, operation.time_zone) for moment in (gap.start, gap.end))
    until = "24:00" if end.date() > start.date() else f"{end:%H:%M}"
    people = "nobody on duty" if gap.kind == "cover" and _open(operation, gap) else f"{gap.agents:.1f} agents short"
    return f"{start:%a %Y-%m-%d %H:%M}-{until} {gap.name}: {people}, {gap.agent_hours:.1f} agent-hours"


def _headcount(row: HeadcountRow) -> str:
    """`Mon 2026-12-21 day (site seattle): 2 of 6 people missing from the headcount`."""
    kinds = (("site", row.wanted.site), ("skill", row.wanted.skill), ("role", row.wanted.role))
    told = ", ".join(f"{kind} {name}" for kind, name in kinds if name is not None)
    which = f"{row.date:%a %Y-%m-%d} {row.shift}" + (f" ({told})" if told else "")
    return f"{which}: {row.short} of {row.required} people missing from the headcount"


def _open(operation: Operation, gap: Gap) -> bool:
    """Whether the duty wants one person and has none the whole time."""
    return tier_of(operation, gap).agents == 1 and gap.agents > 0.999
