"""When each agent may hold a tier of a duty: at work with the role for it, or standing by for it.

Who stands by and is at work holds on at work where the duty says `held_at_work`, in every break too.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator

from scheduler.clock import Horizon, minutes_between
from scheduler.judge.rows.activities import near
from scheduler.judge.spans import Span, joined, outside
from scheduler.operation import Operation, Tier
from scheduler.roster import Activity, Duty, Roster

LONGEST_AWAY = 60
"""Minutes: in an unpaid break that is longer, its agent holds no duty."""


class Able:
    """Who may hold one tier of a duty, and when."""

    def __init__(self, operation: Operation, horizon: Horizon, roster: Roster, tier: Tier) -> None:
        people = {agent.id for agent in operation.agents if tier.staffed_by(agent)}
        found: dict[str, list[Span]] = defaultdict(list)
        rows = _standing_by(horizon, roster, tier) if tier.on_call else ()
        work = _at_work(operation, horizon, roster, tier, people) if not tier.on_call or tier.held_at_work else ()
        for agent, span in (*rows, *work):
            if agent in people:
                found[agent].append(span)
        self.people = frozenset(people)
        """Ids of all who may hold it by role, language, skill, site and law; at work or not."""
        self.spans = {agent: joined(spans) for agent, spans in sorted(found.items())}
        """Agent -> when that agent may hold it, in order and apart."""

    def reach(self, agent: str, minute: int) -> int:
        """The minute until which the agent may hold the duty from `minute` on; `minute` itself if not at all."""
        spans = self.spans.get(agent, [])
        place = bisect_right(spans, minute, key=lambda span: span[0]) - 1
        return max(minute, spans[place][1]) if place >= 0 else minute


def _standing_by(horizon: Horizon, roster: Roster, tier: Tier) -> Iterator[tuple[str, Span]]:
    """Rows of standby; where no activities are known, duty.csv is taken at its word."""
    for row in roster.activities:
        if row.activity == tier.activity:
            yield row.agent, (horizon.minute(row.start), horizon.minute(row.end))
    for held in () if roster.breaks_known else roster.held or ():
        if (held.cover, held.tier) == (tier.cover.name, tier.name):
            yield held.agent, (horizon.minute(held.start), horizon.minute(held.end))


def _at_work(
    operation: Operation, horizon: Horizon, roster: Roster, tier: Tier, people: set[str]
) -> Iterator[tuple[str, Span]]:
    """Shifts of the roster, and of history that reach into the horizon, as far as they count for the duty."""
    doing = roster.activities_by_agent() if tier.exclusive else {}
    for past in operation.history:
        if past.day < horizon.first and past.end > horizon.start and past.agent in people:
            start, end = horizon.minute(past.start), horizon.minute(past.end)
            yield from ((past.agent, span) for span in _counts(horizon, tier, doing, past.agent, (start, end), []))
    for duty in roster.duties:
        if duty.agent in people:
            shift = horizon.minute(duty.start), horizon.minute(duty.end)
            away = [] if tier.on_call else _away(horizon, duty)
            yield from ((duty.agent, span) for span in _counts(horizon, tier, doing, duty.agent, shift, away))


def _away(horizon: Horizon, duty: Duty) -> list[Span]:
    """The unpaid breaks of a shift in which its agent holds no duty."""
    long = (one for one in duty.pauses if not one.paid and minutes_between(one.start, one.end) > LONGEST_AWAY)
    return sorted((horizon.minute(pause.start), horizon.minute(pause.end)) for pause in long)


def _counts(
    horizon: Horizon, tier: Tier, doing: dict[str, list[Activity]], agent: str, shift: Span, away: list[Span]
) -> Iterator[Span]:
    """The parts of a shift in which its agent may hold the duty.

    An exclusive duty is held in its own activities and in breaks that follow one; where nothing is known of what is
    done in the shift, throughout.
    """
    moments = horizon.moment(shift[0]), horizon.moment(shift[1])
    rows = [row for row in near(doing.get(agent, []), *moments) if row.end > moments[0] and row.start < moments[1]]
    if not rows:
        yield from outside(shift, away)
        return
    on_duty = False
    for row in rows:
        if not row.activity.startswith("break:"):
            on_duty = row.activity == tier.activity
        if on_duty:
            start, end = horizon.minute(row.start), horizon.minute(row.end)
            yield from outside((max(start, shift[0]), min(end, shift[1])), away)
