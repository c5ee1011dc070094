"""Runs: from an operation to a judged answer, for the plan as it is and for what-ifs side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from scheduler.clock import Horizon
from scheduler.errors import InputError
from scheduler.goals.cost import Cost
from scheduler.goals.cover import Cover
from scheduler.goals.late import Late
from scheduler.judge import check, explain, score
from scheduler.model import SolveSettings, solve
from scheduler.operation import Operation
from scheduler.report import Answer
from scheduler.report.answer.accepted import accepted_all
from scheduler.report.answer.summary import agreed
from scheduler.report.answer.verdicts import missed_queues
from scheduler.requirement import Requirement
from scheduler.result import Progress
from scheduler.staffing import staff
from scheduler.start import better_of, known_part

Watcher = Callable[[Progress], None]


class Rejected(Exception):
    """A roster that the solver found and the check refuses: a bug of the model, and no reason to lose the roster."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        super().__init__("the roster found breaks limits: " + "; ".join(one.message for one in answer.findings[:5]))


DONE = "done"
"""The last step of a solve's story."""


def run(
    operation: Operation,
    horizon: Horizon,
    settings: SolveSettings,
    watch: Watcher | None = None,
    requirement: Requirement | None = None,
) -> Answer:
    """Staff (unless a requirement is given), solve, then let the judges check, count and explain the roster.

    Raises `InputError` without agents, `Conflict` or `NoRoster`; `Rejected` where the roster breaks a limit without
    `give_up`, which is a bug of the model.
    """
    if not operation.agents:
        raise InputError("config/agents.csv: nobody to roster; list agents, or ask `scheduler staff` how many it takes")
    requirement, given = requirement or staff(operation, horizon), settings.start
    if settings.start is not None:
        settings = replace(settings, start=known_part(operation, settings.start))
    early = watch and (lambda line: watch(line) if line.step != DONE else None)
    result = solve(operation, horizon, requirement, settings, early)
    if given is not None:
        result = better_of(operation, horizon, requirement, settings, result, given)
    answer = Answer(
        operation=operation,
        horizon=horizon,
        requirement=requirement,
        result=result,
        score=score(operation, horizon, requirement, result.roster, settings.only_goals),
        findings=check(operation, horizon, result.roster),
        explanation=explain(operation, horizon, requirement, result.roster),
        kept=given,
    )
    if settings.give_up:
        answer = replace(answer, accepted=accepted_all(answer.findings))
    if answer.findings and not settings.give_up:
        raise Rejected(answer)
    answer = ended(answer)
    if watch:
        watch(answer.result.story[-1])
    return answer


def ended(answer: Answer) -> Answer:
    """The end of the story as the count has it: its last line is the roster counted, and `proved` is its bound."""
    result, bound = answer.result, answer.bound or 0
    last = Progress(result.seconds, float(answer.score.objective), float(bound), DONE)
    story = (*(line for line in result.story if line.step != DONE), last)
    unproved = result.stopped_by == "proved" and answer.status != "optimal"
    stopped_by = "stalled" if unproved else result.stopped_by
    return replace(answer, result=replace(result, story=story, stopped_by=stopped_by))


@dataclass(frozen=True)
class Measures:
    """One scenario's figures, as they stand in a column of the comparison."""

    name: str
    status: str
    objective: int
    bound: int | None
    gap: float | None
    points: dict[str, int]
    bounds: dict[str, int]
    """Goal -> points below which no legal roster can be for that goal alone, where known."""
    short_agent_hours: float
    required_agent_hours: float
    late_agent_hours: float
    open_cover_hours: float
    open_duties: dict[str, float]
    """Duty or `DUTY/TIER`, in the order of cover.toml -> hours open of it; one that is not due is left out."""
    cost: float
    live_in_time: float | None
    """Share of live contacts in time by simulation; None without any."""
    targets_missed: tuple[str, ...] | None
    """Queues that miss their target beyond chance, the furthest first; None where nothing was simulated."""
    agents: int
    seconds: float
    agreement: dict[str, object]
    """What the solver believes of the roster against the count, as in `summary.json`; `agrees` None: not compared."""
    model_and_count: str
    """`agreement` in a few words, as the comparison shows it."""


def measures(name: str, answer: Answer) -> Measures:
    """The figures of one answer; amounts are the judges' counts, whatever weight the goals have."""
    counted = answer.score
    return Measures(
        name=name,
        status=answer.status,
        objective=counted.objective,
        bound=answer.bound,
        gap=answer.gap,
        points=dict(counted.points),
        bounds=dict(answer.bounds),
        short_agent_hours=counted.short_agent_hours,
        required_agent_hours=counted.required_agent_hours,
        late_agent_hours=counted.tallies[Late.name].amount,
        open_cover_hours=counted.tallies[Cover.name].amount,
        open_duties=open_duties(answer),
        cost=counted.tallies[Cost.name].amount,
        live_in_time=((answer.service or {}).get("live") or {}).get("expected"),
        targets_missed=None if answer.service is None else tuple(missed_queues(answer.service)),
        agents=len(answer.operation.agents),
        seconds=answer.result.seconds,
        agreement=agreed(answer),
        model_and_count=answer.agreement.said,
    )


def open_duties(answer: Answer) -> dict[str, float]:
    """Hours open by duty and tier, in the order of cover.toml."""
    found: dict[str, float] = {}
    for row in answer.score.case.cover:
        found[row.name] = found.get(row.name, 0.0) + row.short_hours
    return found


def service_verdict(base: Measures, other: Measures) -> str:
    """How the service of two rosters differs before the same contacts; empty where one of them was not simulated."""
    if base.live_in_time is None or other.live_in_time is None:
        return ""
    shares = f"{100 * other.live_in_time:.1f} % of live contacts in time against {100 * base.live_in_time:.1f} %"
    before, after = base.targets_missed or (), other.targets_missed or ()
    newly = [name for name in after if name not in before]
    missed = f"{len(after)} targets missed against {len(before)}"
    return f"{other.name} against {base.name}: {shares}; {missed}" + (f", newly {', '.join(newly)}" if newly else "")


def verdict(base: Measures, other: Measures) -> str:
    """Whether two objectives truly differ: each optimum lies between bound and objective, so spans must not meet.

    Points of goals that one of them does not count, or weighs otherwise, make the objectives incomparable besides.
    """
    difference = other.objective - base.objective
    if base.bound is None or other.bound is None:
        unsure = base if base.bound is None else other
        return f"{other.name} against {base.name}: {difference:+,} points; nothing is proved of {unsure.name}"
    low, high = other.bound - base.objective, other.objective - base.bound
    if low == high:
        return f"{other.name} costs {difference:+,} points against {base.name}, proved for both"
    points = f"{base.name}: {difference:+,} points"
    if low > 0:
        return f"{other.name} costs more than {points}, at least {low:,.0f} more at the optimum"
    if high < 0:
        return f"{other.name} costs less than {points}, at least {-high:,.0f} fewer at the optimum"
    return (
        f"{other.name} against {base.name}: {difference:+,} points, which is within the gaps "
        f"({low:+,.0f} to {high:+,.0f}): points do not prove which is better; a longer --time-limit may"
    )


@dataclass(frozen=True)
class PersonChange:
    """Somebody whose week differs between two rosters."""

    agent: str
    name: str
    site: str
    hours_base: float
    hours: float
    """Paid hours; 0 for who is not in that scenario."""
    days_changed: int
    """Dates with another shift, start or end."""


def person_changes(base: Answer, other: Answer) -> Iterator[PersonChange]:
    """Everyone whose shifts differ, in the order of their ids."""
    people = {agent.id: agent for answer in (base, other) for agent in answer.operation.agents}
    before, after = base.result.roster.by_agent(), other.result.roster.by_agent()
    for agent in sorted(people):
        old = {duty.day: (duty.shift, duty.start, duty.end) for duty in before.get(agent, ())}
        new = {duty.day: (duty.shift, duty.start, duty.end) for duty in after.get(agent, ())}
        changed = sum(old.get(day) != new.get(day) for day in old.keys() | new.keys())
        if changed:
            hours = [sum(duty.paid_minutes for duty in rows.get(agent, ())) / 60 for rows in (before, after)]
            yield PersonChange(agent, people[agent].name, people[agent].site, hours[0], hours[1], changed)


@dataclass(frozen=True)
class ShortChange:
    """A queue and interval in which the two rosters are not equally short (agents)."""

    queue: str
    start: datetime
    minutes: int
    short_base: float
    short: float


def short_changes(base: Answer, other: Answer) -> Iterator[ShortChange]:
    """Every live queue and interval whose shortage differs, by queue, then time."""
    before, after = _shortages(base), _shortages(other)
    for queue, start in sorted(before.keys() | after.keys()):
        old, new = before.get((queue, start), 0.0), after.get((queue, start), 0.0)
        if abs(old - new) > 1e-9:
            yield ShortChange(queue, start, other.requirement.interval_minutes, old, new)


def _shortages(answer: Answer) -> dict[tuple[str, datetime], float]:
    """Queue and instant -> agents short, where any are."""
    table, requirement = answer.score.case.coverage, answer.requirement
    step = timedelta(minutes=requirement.interval_minutes)
    return {
        (queue, requirement.horizon.start + column * step): float(table.short[row, column])
        for row, queue in enumerate(table.queues)
        if table.live[row]
        for column in table.short[row].nonzero()[0].tolist()
    }
