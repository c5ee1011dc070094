"""One replication of a plain event simulation: people as the roster has them, and what becomes of every contact."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from benchmarks.floor import Floor
from benchmarks.floor_contacts import Plan, Shift, contacts_of
from benchmarks.floor_people import Contact, Person
from scheduler.clock import Horizon, local
from scheduler.operation import Agent, Operation, Queue, weekday_range
from scheduler.requirement import Requirement
from scheduler.roster import Activity, Roster

SPELL = 600.0
"""Seconds for which shrinkage takes people away from the desk."""


@dataclass(frozen=True)
class Played:
    """One replication: contacts that came, those judged, and those in time, by queue and local day of arrival."""

    came: Counter[tuple[str, str]]
    judged: Counter[tuple[str, str]]
    good: Counter[tuple[str, str]]


def plan_of(operation: Operation, horizon: Horizon, requirement: Requirement, roster: Roster) -> Plan:
    """The shifts that touch the horizon, history's too."""
    known = {agent.id: agent for agent in operation.agents}
    before = [row for row in operation.history if row.day < horizon.first and row.end > horizon.start]
    doing: dict[str, list[Activity]] = {}
    for row in roster.activities:
        doing.setdefault(row.agent, []).append(row)
    shifts = []
    for duty in (*before, *roster.duties):
        if duty.agent in known:
            rows = [row for row in doing.get(duty.agent, ()) if row.start < duty.end and row.end > duty.start]
            spans = [(60.0 * horizon.minute(row.start), 60.0 * horizon.minute(row.end), row.activity) for row in rows]
            start, end = 60.0 * horizon.minute(duty.start), 60.0 * horizon.minute(duty.end)
            shifts.append((known[duty.agent], start, end, sorted(spans) or [(start, end, "idle")]))
    return Plan(operation, horizon, requirement, tuple(shifts))


def played(plan: Plan, seed: int) -> Played:
    """Play the horizon once."""
    chance = Random(seed)
    names = sorted({shift[0].id for shift in plan.shifts})
    people = {name: _person(plan, plan.operation.agent(name), chance) for name in names}
    floor = Floor(plan.queues, people.values(), plan.is_open)
    for shift in plan.shifts:
        _enter(plan, floor, people[shift[0].id], shift, chance)
    contacts = [contact for row in range(len(plan.queues)) for contact in contacts_of(plan, row, chance)]
    for contact in sorted(contacts, key=lambda contact: contact.arrival):
        floor.at(contact.arrival, lambda contact=contact: floor.arrive(contact))
    for row, queue in enumerate(plan.queues):
        for i in range(plan.requirement.intervals if queue.deferred else 0):
            if plan.requirement.open[row, i]:
                floor.at(plan.step * i, lambda name=queue.id: floor.hand_out(name))
    floor.run()
    return _counted(plan, contacts)


def _person(plan: Plan, agent: Agent, chance: Random) -> Person:
    return Person(frozenset(queue.id for queue in plan.queues if agent.serves(queue)), chance.random())


def _enter(plan: Plan, floor: Floor, person: Person, shift: Shift, chance: Random) -> None:
    """A shift's moves, unless its agent is absent."""
    _, start, end, spans = shift
    shrinkage, absence = lost_by(plan, shift)
    if chance.random() < absence:
        return
    names = {queue.id for queue in plan.queues}
    for first, last, activity in spans:
        first, last = max(first, start, 0.0), min(last, end)
        kind, _, name = activity.partition(":")
        if last <= first:
            continue
        if kind == "break":
            floor.at(first, lambda seconds=last - first: floor.pause(person, seconds))
        elif kind == "idle" or (kind == "queue" and name in names):
            floor.at(first, lambda name=name: floor.begin(person, name))
        else:
            floor.at(first, lambda: floor.stop(person, home=False))
    floor.at(end, lambda: floor.stop(person, home=True))
    on_queues = ((max(first, start, 0.0), min(last, end), what) for first, last, what in spans)
    at_work = [(a, b) for a, b, what in on_queues if b > a and what.startswith(("idle", "queue:"))]
    for moment, seconds in _spells(at_work, shrinkage, chance):
        floor.at(moment, lambda seconds=seconds: floor.pause(person, seconds, by_chance=True))


def lost_by(plan: Plan, shift: Shift) -> tuple[float, float]:
    """(shrinkage, absence) of a shift: of the queues that its agent serves, weighted by the time rostered on each."""
    agent, start, _, spans = shift
    day = local(plan.horizon.moment(int(start // 60)), agent.time_zone).date().weekday()
    able = [queue for queue in plan.queues if agent.serves(queue)]
    spent = [sum(last - first for first, last, what in spans if what == f"queue:{queue.id}") for queue in able]
    weights = spent if sum(spent) else [1.0] * len(spent)
    layers = [_layers(queue, day, agent.site) for queue in able]
    lost = [sum(weight * pair[k] for weight, pair in zip(weights, layers, strict=True)) for k in (0, 1)]
    return lost[0] / (sum(weights) or 1.0), lost[1] / (sum(weights) or 1.0)


def _layers(queue: Queue, day: int, site: str) -> tuple[float, float]:
    """(shrinkage, absence) of a queue: of its rows for days and sites the last that fits, else its own."""
    rows = [row for row in queue.shrinkage_by if day in weekday_range(row.days) and row.site in (None, site)]
    shrinkage = [queue.shrinkage, *(row.shrinkage for row in rows if row.shrinkage is not None)]
    absence = [queue.absence, *(row.absence for row in rows if row.absence is not None)]
    return shrinkage[-1], absence[-1]


def _spells(at_work: list[tuple[float, float]], share: float, chance: Random) -> Iterator[tuple[float, float]]:
    """Times away from the desk: ten minutes each, after exponential stretches of time on queues."""
    left = SPELL * chance.random() if share > 0 and chance.random() < share else 0.0
    if left:
        yield at_work[0][0], left
    rate = share / (SPELL * (1 - share))
    left += chance.expovariate(rate) if share > 0 else math.inf
    for start, end in at_work:
        moment = start + left
        while moment < end:
            yield moment, SPELL
            moment += SPELL + chance.expovariate(rate)
        left = moment - end


def _counted(plan: Plan, contacts: list[Contact]) -> Played:
    """What became of everyone, by queue and the local day of arrival."""
    days = [str(local(plan.horizon.moment(plan.requirement.interval_minutes * i), plan.horizon.time_zone).date())
            for i in range(plan.requirement.intervals)]  # fmt: skip
    came, judged, good = Counter[tuple[str, str]](), Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for contact in contacts:
        key = contact.queue.id, days[min(len(days) - 1, max(0, int(contact.arrival // plan.step)))]
        counts, in_time = _told(plan, contact)
        came[key] += 1
        judged[key] += counts
        good[key] += counts and in_time
    return Played(came, judged, good)


def _told(plan: Plan, contact: Contact) -> tuple[bool, bool]:
    """(judged, in time) by the queue's definition of service level."""
    queue = contact.queue
    if queue.deferred:
        return contact.due <= plan.end, contact.finished is not None and contact.finished <= contact.due + 1e-6
    timed = queue.service.within_seconds if queue.service else None
    within = math.inf if timed is None else timed
    answered = contact.started is not None
    in_time = contact.started is not None and contact.started - contact.arrival <= within
    if queue.service_level_definition == "answered_of_answered":
        return answered, in_time
    if queue.service_level_definition == "virtual_wait":
        return True, contact.turn is not None and contact.turn - contact.arrival <= within
    short = within if queue.short_abandon_seconds is None else queue.short_abandon_seconds
    if queue.service_level_definition == "short_abandons_excluded":
        return answered or contact.leave - contact.arrival > short, in_time
    return True, in_time
