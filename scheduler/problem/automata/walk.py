"""Whether an agent's line of a whole horizon is legal, walked day by day along every limit's states."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache

from scheduler import clock
from scheduler.clock import Horizon
from scheduler.operation import Agent, Operation
from scheduler.problem.grid.letters import day_off_letters, days_of, past_letters
from scheduler.roster import Duty
from scheduler.rules import limits_for
from scheduler.rules.track import Day, Letter, Track


def is_legal(operation: Operation, horizon: Horizon, agent: Agent, duties: Iterable[Duty]) -> bool:
    """Whether no limit of the agent forbids these duties of the horizon, one day after the other."""
    return walker(operation, horizon, agent)(duties)


def walker(operation: Operation, horizon: Horizon, agent: Agent) -> Callable[[Iterable[Duty]], bool]:
    """A function that says so of many lines of one agent: limits and days off are made ready once."""
    days = days_of(operation, horizon)
    leave = [row for row in operation.leave if row.agent == agent.id]
    history = [row for row in operation.history if row.agent == agent.id]
    off = day_off_letters(operation, horizon, agent, leave)
    past = [*past_letters(operation, horizon, agent, history, days)]
    tracks = [track for limit in limits_for(operation, agent) for track in limit.tracks(operation, horizon)]
    placed = cache(lambda duty: (horizon.day_index(duty.day), _letter(horizon, agent, duty)))

    def legal(duties: Iterable[Duty]) -> bool:
        worked = dict(map(placed, duties))
        letters = [*past, *(worked.get(index, letter) for index, letter in enumerate(off))]
        return all(_walks(track, days, letters) for track in tracks)

    return legal


def _letter(horizon: Horizon, agent: Agent, duty: Duty) -> Letter:
    local = clock.local_minute(duty.start, agent.time_zone)
    return Letter("work", duty.shift, horizon.minute(duty.start), horizon.minute(duty.end), local, duty.paid_minutes)


def _walks(track: Track, days: Sequence[Day], letters: Sequence[Letter]) -> bool:
    states = {track.start()}
    for day, letter in zip(days, letters, strict=True):
        key = track.key(letter)
        after = {track.step(state, day, key, guess) for state in states for guess in range(track.guesses(day))}
        states = {state for state in after if state is not None}
    return any(track.ends(state) for state in states)
