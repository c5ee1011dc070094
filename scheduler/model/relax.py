"""The relaxation over all legal lines, one kind of agent after another: block-coordinate Frank-Wolfe (compiled).

Each kind holds a mixture of lines. The shortage is smoothed (a soft maximum over sets), its slope gives prices, the
kind's best line at these prices joins its mixture with the step that helps most. The prices of a good mixture are
what the bound is made of (Lacoste-Julien, Jaggi, Schmidt & Pletscher 2013, with the line search along one block).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from scheduler.model.price import best_line, compiled, lay_out, quick
from scheduler.model.tables import (
    COVERS,
    END,
    FILTERS,
    HEAD_MASK,
    HEAD_SHIFT,
    OVER,
    PROFILE,
    SET_HIGH,
    SET_LOW,
    SHIFT,
    START,
    TERM_HIGH,
    TERM_LOW,
    UNDER,
)
from scheduler.operation import FloatArray, IntArray

HALVINGS = 6
REACH = 1.5
"""Agents by which a set's slack may grow within a sweep."""


class Mixture(NamedTuple):
    """Where the relaxation stands: what is wanted less what the mixtures bring, and each kind's part."""

    slack: FloatArray
    """[interval, set]"""
    cover: FloatArray
    """[cover, interval]"""
    heads: FloatArray
    """[headcount row] people wanted less those there."""
    work: FloatArray
    """[kind, interval] agent-ticks at work of all people of the kind."""
    presence: FloatArray
    people: FloatArray
    """[kind, headcount row]"""
    points: FloatArray
    """[kind] points of lines themselves."""


class Target(NamedTuple):
    """A line to move towards, as amounts for all people of the kind."""

    work: FloatArray
    presence: FloatArray
    people: FloatArray
    points: FloatArray


class Active(NamedTuple):
    """The sets that may matter in each interval and term: the others lie too far below the greatest slack."""

    first: IntArray
    """[interval, term + 1] into `sets`: those of a term end where the next one's begin."""
    sets: IntArray


@compiled
def activate(t, slack, soft, active):  # type: ignore[no-untyped-def]
    """Find the sets within reach of the greatest slack; changes of a few agents do not bring others in."""
    place, reach = 0, 8.0 * soft + REACH * t.interval_ticks
    for i in range(t.intervals):
        for term in range(t.term_weight.size):
            active.first[i, term] = place
            most = 0.0
            for k in range(t.term_first[term], t.term_first[term + 1]):
                most = max(most, slack[i, k])
            for k in range(t.term_first[term], t.term_first[term + 1]):
                if slack[i, k] > most - reach:
                    active.sets[place] = k
                    place += 1
        active.first[i, t.term_weight.size] = place


@quick
def soft_rate(slack, touch, sets, first, term_weight, low, high, soft, step):  # type: ignore[no-untyped-def]
    """Points that one agent-tick more is worth in an interval, after `step` more: the soft maximum's share."""
    rate = 0.0
    for term in range(low, high):
        most = 0.0
        for q in range(first[term], first[term + 1]):
            most = max(most, slack[sets[q]] - step * touch[sets[q]])
        every, own = np.exp(-most / soft), 0.0
        for q in range(first[term], first[term + 1]):
            below = slack[sets[q]] - step * touch[sets[q]] - most
            if below > -8.0 * soft:
                share = np.exp(below / soft)
                every += share
                own += share * touch[sets[q]]
        rate += term_weight[term] * own / every
    return rate


@quick
def logistic(x):  # type: ignore[no-untyped-def]
    """1 / (1 + exp(-x)), safe for any x."""
    if x > 30.0:
        return 1.0
    return 0.0 if x < -30.0 else 1.0 / (1.0 + np.exp(-x))


@compiled
def price_kind(t, mix, active, gains, a, soft):  # type: ignore[no-untyped-def]
    """Write the slopes that agent `a` sees into `gains`, for whole intervals."""
    p, size = t.agent[a, PROFILE], t.interval_ticks
    for i in range(t.intervals):
        rate = soft_rate(
            mix.slack[i], t.touch[p], active.sets, active.first[i], t.term_weight, t.reach[p, TERM_LOW], t.reach[p, TERM_HIGH], soft, 0.0
        )
        gains.full[i] = rate * size
        gains.part[i] = rate * t.part_ticks
        here = 0.0
        for c in range(mix.cover.shape[0]):
            if (t.agent[a, COVERS] >> c) & 1:
                here += t.cover_sign[c] * t.cover_price * logistic(mix.cover[c, i] / soft)
        gains.presence[i] = here * size
    for d in range(t.days):
        for k in range(gains.heads.shape[1]):
            gains.heads[d, k] = 0.0
        for h in range(t.head_ptr[d], t.head_ptr[d + 1]):
            if t.agent[a, FILTERS] & t.head[h, HEAD_MASK]:
                gains.heads[d, t.head[h, HEAD_SHIFT]] += head_rate(t, h, mix.heads[h], soft / size)


@compiled
def head_rate(t, h, missing, soft):  # type: ignore[no-untyped-def]
    """Points that one person more on a headcount row is worth."""
    return (t.head_points[h, UNDER] + t.head_points[h, OVER]) * logistic(missing / soft) - t.head_points[h, OVER]


@compiled
def aim(t, s, a, count, target):  # type: ignore[no-untyped-def]
    """What `count` people of agent `a`'s kind would bring with the line in the scratch."""
    for i in range(target.work.size):
        target.work[i] = 0.0
        target.presence[i] = 0.0
    for h in range(target.people.size):
        target.people[h] = 0.0
    target.points[0] = 0.0
    size = t.interval_ticks
    for d in range(t.days):
        v = s.letter[d]
        if v < 0:
            continue
        low, high = max(t.variant[v, START], 0), min(t.variant[v, END], t.ticks)
        for i in range(low // size, (high + size - 1) // size):
            present = count * (min(high, (i + 1) * size) - max(low, i * size))
            target.work[i] += present
            target.presence[i] += present
        for b in range(s.pause.shape[1]):
            for k in range(max(s.pause[d, b], 0), min(s.pause[d, b] + s.length[d, b], t.ticks)):
                if s.pause[d, b] >= 0:
                    target.work[k // size] -= count
        for h in range(t.head_ptr[d], t.head_ptr[d + 1]):
            if t.head[h, HEAD_SHIFT] == t.variant[v, SHIFT] and t.agent[a, FILTERS] & t.head[h, HEAD_MASK]:
                target.people[h] += count
        target.points[0] += count * (t.work_points[a, d] + t.shift_points[a, d, t.variant[v, SHIFT]] + t.cost[v])


@compiled
def _slope(t, mix, active, a, k, target, soft, step):  # type: ignore[no-untyped-def]
    """The slope of the smoothed points along the way to the target, `step` of the way."""
    p = t.agent[a, PROFILE]
    slope = target.points[0] - mix.points[k]
    for i in range(t.intervals):
        more = target.work[i] - mix.work[k, i]
        if more != 0.0:
            slope -= more * soft_rate(
                mix.slack[i], t.touch[p], active.sets, active.first[i], t.term_weight, t.reach[p, TERM_LOW], t.reach[p, TERM_HIGH],
                soft, step * more,
            )
        here = target.presence[i] - mix.presence[k, i]
        if here != 0.0:
            for c in range(mix.cover.shape[0]):
                if (t.agent[a, COVERS] >> c) & 1:
                    left = mix.cover[c, i] - step * here * t.cover_sign[c]
                    slope -= here * t.cover_sign[c] * t.cover_price * logistic(left / soft)
    for h in range(mix.heads.size):
        more = target.people[h] - mix.people[k, h]
        if more != 0.0:
            slope -= more * head_rate(t, h, mix.heads[h] - step * more, soft / t.interval_ticks)
    return slope


@compiled
def move(t, mix, a, k, target, step):  # type: ignore[no-untyped-def]
    """Take a step of the way to the target."""
    p = t.agent[a, PROFILE]
    for i in range(t.intervals):
        more = step * (target.work[i] - mix.work[k, i])
        if more != 0.0:
            mix.work[k, i] += more
            for q in range(t.reach[p, SET_LOW], t.reach[p, SET_HIGH]):
                mix.slack[i, q] -= more * t.touch[p, q]
        here = step * (target.presence[i] - mix.presence[k, i])
        if here != 0.0:
            mix.presence[k, i] += here
            for c in range(mix.cover.shape[0]):
                if (t.agent[a, COVERS] >> c) & 1:
                    mix.cover[c, i] -= here * t.cover_sign[c]
    for h in range(mix.heads.size):
        more = step * (target.people[h] - mix.people[k, h])
        mix.people[k, h] += more
        mix.heads[h] -= more
    mix.points[k] += step * (target.points[0] - mix.points[k])


@compiled
def sweep(t, s, gains, mix, active, target, agents, counts, order, soft):  # type: ignore[no-untyped-def]
    """Let every kind, in the order given, move towards its best line as far as that helps."""
    activate(t, mix.slack, soft, active)
    for k in order:
        a = agents[k]
        price_kind(t, mix, active, gains, a, soft)
        lay_out(t, gains, s)
        best_line(t, s, gains, a, 0.0)
        aim(t, s, a, counts[k], target)
        if _slope(t, mix, active, a, k, target, soft, 0.0) >= 0.0:
            continue
        low, high = 0.0, 1.0
        if _slope(t, mix, active, a, k, target, soft, 1.0) <= 0.0:
            low = 1.0
        else:
            for _ in range(HALVINGS):
                middle = (low + high) / 2
                if _slope(t, mix, active, a, k, target, soft, middle) < 0.0:
                    low = middle
                else:
                    high = middle
        if low > 0.0:
            move(t, mix, a, k, target, low)


@quick
def soft_prices(slack, term_first, term_weight, soft, prices):  # type: ignore[no-untyped-def]
    """[interval, set] the slope of the smoothed points by each set's slack."""
    for i in range(slack.shape[0]):
        for term in range(term_weight.size):
            most = 0.0
            for k in range(term_first[term], term_first[term + 1]):
                most = max(most, slack[i, k])
            every = np.exp(-most / soft)
            for k in range(term_first[term], term_first[term + 1]):
                prices[i, k] = np.exp(max(slack[i, k] - most, -30.0 * soft) / soft)
                every += prices[i, k]
            for k in range(term_first[term], term_first[term + 1]):
                prices[i, k] *= term_weight[term] / every
