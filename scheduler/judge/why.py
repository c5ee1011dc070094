"""Why somebody works when he or she does, or not at all: each shift is taken out for trial, each free day filled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from scheduler.clock import instant, local
from scheduler.goals.cover import Cover
from scheduler.goals.short import Short
from scheduler.judge.needless import told
from scheduler.judge.obliged import Mark, contract_hours, mark
from scheduler.judge.trial import Count, Own, Trial
from scheduler.judge.trial.standing_in import StandingIn
from scheduler.operation import Agent, Shift
from scheduler.roster import Duty
from scheduler.rules import RULES
from scheduler.rules.limits.fixed import Fixed

NEEDLESS = "needless: no limit and no point asks for it"
ALONE = ", and nobody else can then"
PINNED = "pinned in fixed.csv"
KEPT = "the solve went on from a roster that has it"
OF_BREAKS = {name for name, rule in RULES.items() if rule.by_breaks}
"""Limits that a single shift without its breaks may seem to break."""


@dataclass(frozen=True)
class Why:
    """One shift and all that it stands for."""

    duty: Duty
    text: str
    """The shift on the agent's clocks."""
    reasons: tuple[str, ...]


def why_shifts(trial: Trial, agent: str, kept: Collection[Mark] = ()) -> Iterator[Why]:
    """Each of an agent's shifts, by date, with what would be worse without it; nobody else stands in but for duties."""
    standing = StandingIn(trial)
    for duty in trial.own_of(agent).duties:
        reasons = [*_decided(trial, duty, kept), *_of_limits(trial, duty), *_of_goals(trial, duty, standing)]
        known = tuple(dict.fromkeys(reasons)) or (NEEDLESS,)
        yield Why(duty, told(trial.operation, duty), (*known, *_besides(trial, duty, known)))


def why_nothing(trial: Trial, agent: Agent) -> str:
    """Why an agent has no shift: away, kept from it by limits, or wanted nowhere."""
    if trial.own_of(agent.id).duties:
        return ""
    days = [day for day in trial.horizon.dates() if agent.employed(day)]
    if not days:
        return f"{agent.id} is not employed in these weeks"
    least = contract_hours(trial.operation, agent)
    owed = f"the contract asks for {least:g} h a week" if least else "the contract asks for no hours"
    tried = [_possible(trial, agent, day) for day in days]
    free = [duty for duty, _ in tried if duty is not None]
    limits = Counter(rule for duty, rules in tried if duty is None for rule in sorted(rules))
    which = ", ".join(f"{rule} on {number}" for rule, number in limits.most_common())
    text = f"{agent.id} works nothing; {owed}; a limit forbids any shift on {len(days) - len(free)} of {len(days)} days"
    text += f" ({which})" if which else ""
    if not free:
        return text
    short = sorted({queue for duty in free for queue in _short_within(trial, agent, duty)})
    wanted = f"{', '.join(short)} would have a use for it" if short else "nothing that the agent serves is short then"
    return f"{text}; on the others {wanted}"


def _decided(trial: Trial, duty: Duty, kept: Collection[Mark]) -> Iterator[str]:
    pins = (pin for pin in trial.operation.pins if (pin.agent, pin.day) == (duty.agent, duty.day))
    if any(pin.shift == duty.shift for pin in pins):
        yield PINNED
    if mark(duty) in kept:
        yield KEPT


def _of_limits(trial: Trial, duty: Duty) -> Iterator[str]:
    """What the limits say of the roster without the shift, pins apart."""
    own = trial.own_of(duty.agent)
    known = set(trial.limits.messages(duty.agent, own))
    for rule, message, source in trial.limits.messages(duty.agent, own.without(duty), apart=(Fixed,)):
        if (rule, message, source) not in known:
            yield f"without it {message}" + (f" [{source}]" if source else "")


def _of_goals(trial: Trial, duty: Duty, standing: StandingIn) -> Iterator[str]:
    change = standing.without(duty.agent, [duty])
    count, before = trial.counted(change), trial.count
    risen = {name: more for name, points in count.points.items() if (more := points - before.points[name]) > 0}
    if risen.pop(Cover.name, 0) or count.held.worse(before.held):
        yield from _of_duties(trial, duty)
    for name, more in risen.items():
        goal = trial.goals[name]
        what = _of_queues(trial, count, _clocks(trial, duty.agent)) if isinstance(goal, Short) else goal.at_stake
        yield f"{name} would cost {more:,} more points" + (f": {what}" if what else "")


def _of_duties(trial: Trial, duty: Duty) -> Iterator[str]:
    yield from (f"{held}{ALONE}" for held in _held(trial, duty))
    if not trial.named:
        yield "a duty would be open without it"


def _besides(trial: Trial, duty: Duty, known: Collection[str]) -> Iterator[str]:
    """Duties held in a shift that others could hold without it: no reason for the shift, but who reads it asks."""
    yield from (f"{held}; others could, too" for held in _held(trial, duty) if f"{held}{ALONE}" not in known)


def _held(trial: Trial, duty: Duty) -> Iterator[str]:
    """`holds Lead 08:00-16:00` for each place held in a shift; what adjoins is one."""
    zone, found = trial.operation.time_zone, dict[str, list[tuple[datetime, datetime]]]()
    for row in sorted(trial.own_of(duty.agent).held, key=lambda row: row.start):
        start, end = max(row.start, duty.start), min(row.end, duty.end)
        if start < end:
            own = found.setdefault(f"{row.cover}/{row.tier}" if row.tier else row.cover, [])
            own.append((own.pop()[0] if own and own[-1][1] == start else start, end))
    for label, spans in found.items():
        for start, end in spans:
            yield f"holds {label} {local(start, zone):%H:%M}-{local(end, zone):%H:%M}{_clocks(trial, duty.agent)}"


def _clocks(trial: Trial, agent: str) -> str:
    """The planning zone, named for who lives on other clocks, as the shift is told on these."""
    zone = trial.operation.time_zone
    return "" if trial.operation.agent(agent).time_zone == zone else f" {zone}"


def _of_queues(trial: Trial, count: Count, clocks: str) -> str:
    """The queue and interval that would miss most: `calls Mon 09:00-09:30 would miss 1.0 more agents`."""
    queues, before = trial.queues, trial.count.served
    short = [
        np.maximum(0.0, queues.required - (one.minutes / queues.step + one.besides)) for one in (count.served, before)
    ]
    more = (short[0] - short[1]) * queues.weights[:, None]
    row, interval = (int(place) for place in np.unravel_index(int(more.argmax()), more.shape))
    start = local(trial.horizon.moment(interval * queues.step), trial.operation.time_zone)
    end = start + timedelta(minutes=queues.step)
    people = short[0][row, interval] - short[1][row, interval]
    when = f"{trial.requirement.queues[row]} {start:%a %H:%M}-{end:%H:%M}{clocks}"
    return f"{when} would miss {people:.1f} more agents, most of all"


def _possible(trial: Trial, agent: Agent, day: date) -> tuple[Duty | None, set[str]]:
    """A shift of a date that no limit forbids, the first by shifts.toml and start; else the limits that forbid all."""
    own = trial.own_of(agent.id)
    always: set[str] | None = None
    known = {rule for rule, _, _ in trial.limits.messages(agent.id, own)} | OF_BREAKS
    for shift in trial.operation.shifts_of(agent):
        for start in shift.starts(trial.operation.shift_step_minutes):
            duty = _shift(trial, agent, day, shift, start)
            more = Own((*own.duties, duty), own.activities, own.held).ordered()
            broken = {rule for rule, _, _ in trial.limits.messages(agent.id, more)} - known
            if not broken:
                return duty, set()
            always = broken if always is None else always & broken
    return None, always or set()


def _shift(trial: Trial, agent: Agent, day: date, shift: Shift, start: int) -> Duty:
    begin, minutes = instant(day, start, agent.time_zone), shift.lengths()[0]
    paid = trial.operation.paid_minutes(agent.site, shift, minutes)
    return Duty(agent.id, day, shift.id, begin, begin + timedelta(minutes=minutes), agent.site, paid)


def _short_within(trial: Trial, agent: Agent, duty: Duty) -> Iterator[str]:
    """Live queues that the agent serves and that miss people in a shift."""
    served, queues = trial.count.served, trial.queues
    first, last = (trial.horizon.minute(moment) // queues.step for moment in (duty.start, duty.end))
    for row, name in enumerate(trial.requirement.queues):
        if queues.weights[row] > 0 and agent.serves(trial.operation.queues[name]):
            there = served.minutes[row, max(0, first) : last] / queues.step + served.besides[row, max(0, first) : last]
            if (queues.required[row, max(0, first) : last] - there > 1e-6).any():
                yield name
