"""What is wanted at given prices where supply comes in grains (compiled)."""

from __future__ import annotations

from scheduler.compiled import compiled


@compiled
def want(work, there, slack, grain, whole, first, weight, wanted, present):  # type: ignore[no-untyped-def]
    """The least points of all terms at those prices; the supply that they are least for is written to the last two.

    Arrays are [interval, set]: `work` prices an agent-tick at work, `there` one on shift, breaks included, on top;
    supply at work comes in multiples of `grain` (0: any amount), on shift of `whole`. A term costs `weight` times what
    its worst set misses. Missing s, it wants of set k the least that is not below slack k - s: on shift the next
    multiple of `whole`, of which breaks take what is too much, in grains. The sum is piecewise linear in s, and with
    prices that sum to at most the weight it is least at 0 or at a step within the first `whole`. Sets whose `whole` is
    not the term's coarsest are taken as if any amount would do.
    """
    total = 0.0
    for i in range(work.shape[0]):
        for term in range(weight.size):
            low, high = first[term], first[term + 1]
            size = whole[i, low] - whole[i, low]
            for k in range(low, high):
                if work[i, k] + there[i, k] > 0.0:
                    size = max(size, whole[i, k])
            least, chosen = _points(work[i], there[i], slack[i], grain[i], whole[i], low, high, 0.0, size), 0.0
            for k in range(low, high):
                if size > 0 and work[i, k] + there[i, k] > 0.0 and whole[i, k] == size:
                    missing = slack[i, k] % grain[i, k]
                    for _ in range(size // grain[i, k]):
                        points = weight[term] * missing
                        points += _points(work[i], there[i], slack[i], grain[i], whole[i], low, high, missing, size)
                        if points < least:
                            least, chosen = points, missing
                        missing += grain[i, k]
            total += least
            for k in range(low, high):
                present[i, k] = _present(slack[i, k] - chosen, whole[i, k], size)
                spare = _spare(present[i, k], slack[i, k] - chosen, grain[i, k], whole[i, k], size)
                wanted[i, k] = present[i, k] - spare
    return total


@compiled
def _points(work, there, slack, grain, whole, low, high, missing, size):  # type: ignore[no-untyped-def]
    points = 0.0
    for k in range(low, high):
        if work[k] + there[k] > 0.0:
            present = _present(slack[k] - missing, whole[k], size)
            spare = _spare(present, slack[k] - missing, grain[k], whole[k], size)
            points += (work[k] + there[k]) * present - work[k] * spare
    return points


@compiled
def _present(amount, whole, size):  # type: ignore[no-untyped-def]
    """The least supply on shift that is not below an amount."""
    if size == 0 or whole != size:
        return amount
    times = amount // size
    if amount - times * size > 1e-6:
        times += 1.0
    return max(0.0, times * size)


@compiled
def _spare(present, amount, grain, whole, size):  # type: ignore[no-untyped-def]
    """What breaks may take of it: whole grains."""
    if size == 0 or whole != size:
        return 0.0
    return max(0.0, min(present, (present - amount + 1e-6) // grain * grain))
