"""Rosters drawn without a solver over drawn operations, and moves of them, for the judges that count by difference."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from scheduler.clock import instant
from scheduler.judge import check, score
from scheduler.judge.duty import splits_of
from scheduler.judge.trial import EMPTY, Own, Trial
from scheduler.judge.trial.broken import broken, more_broken
from scheduler.load import choose_horizon, load
from scheduler.operation.duty_hours import duty_windows
from scheduler.roster import Activity, Duty, Held, Roster
from scheduler.staffing import staff

ROOT = Path(__file__).parents[2]


def drawn_case(seed, folder, size="small", escalation=False, **goals):
    """(operation, horizon, requirement) of a drawn workspace; `goals` are weights beside its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT))
        from benchmarks.drawn import draw
    drawn = draw(seed, size, escalation)
    drawn.write(folder)
    operation = load(folder)
    operation = replace(operation, goals={**operation.goals, **goals})
    horizon = choose_horizon(operation, drawn.first, drawn.weeks)
    return operation, horizon, staff(operation, horizon)


def drawn_roster(operation, horizon, seed, stated=True, named=True):
    """Shifts, activities and holders by chance, legal or not."""
    chance, duties, done = random.Random(seed), [], []
    for agent in operation.agents:
        shifts = operation.shifts_of(agent)
        for day in horizon.dates():
            if shifts and chance.random() < 0.6:
                duty = drawn_duty(operation, agent, day, chance.choice(shifts), chance)
                duties.append(duty)
                done += activities(operation, agent, duty, chance) if stated else []
    held = tuple(holders(operation, horizon, chance)) if named else None
    return Roster(tuple(duties), tuple(done), stated, held)


def drawn_duty(operation, agent, day, shift, chance):
    start = instant(day, chance.choice(shift.starts(operation.shift_step_minutes)), agent.time_zone)
    minutes = chance.choice(shift.lengths())
    paid = operation.paid_minutes(agent.site, shift, minutes)
    return Duty(agent.id, day, shift.id, start, start + timedelta(minutes=minutes), agent.site, paid)


def activities(operation, agent, duty, chance):
    """The shift in pieces: queues that the agent serves, meetings, or idle."""
    names = [f"queue:{queue.id}" for queue in operation.queues.values() if agent.serves(queue)]
    names += [f"meeting:{name}" for name, one in operation.meetings.items() if one.invites(agent)] + ["idle"]
    names += [tier.activity for tier in operation.tiers if tier.exclusive and tier.staffed_by(agent)]
    at = duty.start
    while at < duty.end:
        until = min(duty.end, at + timedelta(minutes=15 * chance.randint(1, 16)))
        yield Activity(agent.id, at, until, chance.choice(names))
        at = until


def holders(operation, horizon, chance):
    for tier in operation.tiers:
        able = [agent.id for agent in operation.agents if tier.staffed_by(agent)]
        for _, start, end in duty_windows(operation, horizon, tier.cover):
            for _ in range(tier.agents):
                name = chance.choice([*able, ""])
                yield Held(tier.cover.name, tier.name, horizon.moment(start), horizon.moment(end), name, tier.kind)


def drawn_change(trial, chance):
    """Taking a shift out, handing it over with what is done in it, or a place of a duty to somebody else."""
    names = [name for name in trial.people if name and trial.people[name].duties]
    agent = chance.choice(names)
    own = trial.own_of(agent)
    duty, other = chance.choice(own.duties), chance.choice(sorted(trial.alone.agents))
    theirs = trial.own_of(other)
    if own.held and other != agent and chance.random() < 0.3:
        row = chance.choice(own.held)
        kept = tuple(one for one in own.held if one is not row)
        given = replace(theirs, held=(*theirs.held, replace(row, agent=other)))
        return {agent: replace(own, held=kept), other: given.ordered()}
    change = {agent: own.without(duty)}
    if other != agent and chance.random() < 0.6:
        rows = tuple(replace(row, agent=other) for row in own.during(duty))
        given = (*theirs.duties, replace(duty, agent=other))
        change[other] = Own(given, (*theirs.activities, *rows), theirs.held).ordered()
    return change


def by_difference(trial, change):
    count = trial.counted(change)
    held = count.held.splits, dict(count.held.open)
    return count.points, trial.breaks(change), held


def in_full(trial, change):
    """Points, whether more is broken than before, and (splits, open minutes), from `check` and `score` alone."""
    operation, horizon = trial.operation, trial.horizon
    people = {**trial.people, **change}
    after = _joined(trial, people)
    counted = score(operation, horizon, trial.requirement, after)
    before = broken(check(operation, horizon, _joined(trial, trial.people)))
    tiers = {tier.label: tier for tier in operation.tiers}
    opened: dict = {}
    for row in counted.case.cover:
        tier = tiers[row.name]
        if tier.cover.firm:
            key = tier.cover.priority, tier.rank
            opened[key] = opened.get(key, 0) + row.short * (row.end - row.start).total_seconds() / 60
    found = splits_of(operation, horizon, after)
    more = more_broken(broken(check(operation, horizon, after)), before)
    return counted.points, more, (found.splits + found.missing_overlaps, opened)


def _joined(trial, people):
    """Written apart from the code under test: the rows of everybody in the order of the files."""
    rows = [own for own in people.values() if own != EMPTY]
    duties = sorted((duty for own in rows for duty in own.duties), key=lambda duty: (duty.agent, duty.day))
    done = sorted((row for own in rows for row in own.activities), key=lambda row: (row.agent, row.start))
    held = sorted((row for own in rows for row in own.held), key=lambda row: (row.cover, row.start, row.tier))
    named = trial.start.held is not None
    return replace(trial.start, duties=tuple(duties), activities=tuple(done), held=tuple(held) if named else None)


def made(case, seed, **options):
    operation, horizon, requirement = case
    return Trial(operation, horizon, requirement, drawn_roster(operation, horizon, seed, **options))
