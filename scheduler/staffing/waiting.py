"""The queueing formulas, one interval at a time, compiled: Erlang B, C and A without factorials or overflow.

Times are seconds, `load` is Erlangs. `patience` is the mean of an exponential patience: infinite is Erlang C (nobody
leaves), 0 is Erlang B (whoever does not get an agent at once is gone). Sources: Erlang B as a finite sum of falling
factors; Erlang A after Mandelbaum & Zeltyn (2007), "Service engineering in action", with their H, g, J and epsilon.
"""

from __future__ import annotations

import math
from typing import cast

from scheduler.compiled import F, kernel

ANSWERED_OF_OFFERED, ANSWERED_OF_ANSWERED, VIRTUAL_WAIT, SHORT_ABANDONS_EXCLUDED = range(4)


def compiled(function: F) -> F:
    """Compile a formula; a division by 0 is an error, as in Python."""
    return cast("F", kernel(function))


@compiled
def inverse_b(agents: int, load: float) -> float:
    """1 / B = sum over k of agents (agents-1) ... (agents-k+1) / load^k; infinite where B is below 1e-300.

    All terms are positive and only about sqrt(load) of them matter, so 5,000 Erlangs cost some hundred terms.
    """
    if load <= 0.0:
        return 1.0 if agents == 0 else math.inf
    total = term = 1.0
    for taken in range(agents):
        term *= (agents - taken) / load
        total += term
        if total > 1e300:
            return math.inf
        if agents - taken < load and term < 1e-17 * total:
            break
    return total


@compiled
def wait_c(agents: int, load: float) -> float:
    """Erlang C, the probability of waiting when nobody leaves; 1 where the load is not below the agents."""
    if load >= agents:
        return 1.0 if load > 0.0 else 0.0
    blocked = 1.0 / inverse_b(agents, load)
    return agents * blocked / (agents - load * (1.0 - blocked))


@compiled
def overloaded(a: float, eta: float) -> bool:
    """Whether the series is, to the last digit, its closed form e^eta eta^-a Gamma(a): it would take eta - a terms."""
    return eta > 1e5 and eta - a > 40.0 * math.sqrt(eta)


@compiled
def digamma(x: float) -> float:
    """The derivative of log Gamma: recurrence up to 10, then its asymptotic series."""
    below = 0.0
    while x < 10.0:
        below += 1.0 / x
        x += 1.0
    square = 1.0 / (x * x)
    return math.log(x) - 0.5 / x - square * (1.0 / 12.0 - square * (1.0 / 120.0 - square / 252.0)) - below


@compiled
def series(a: float, eta: float) -> tuple[float, float]:
    """sum over k of eta^k / (a (a+1) ... (a+k)), as (mantissa, natural logarithm of its scale); it is J / patience."""
    if overloaded(a, eta):
        return 1.0, eta - a * math.log(eta) + math.lgamma(a)
    term = total = 1.0 / a
    scale = 0.0
    k = 0
    while term > 1e-17 * total or eta > a + k:
        k += 1
        term *= eta / (a + k)
        total += term
        if total > 1e250:
            term, total, scale = term * 1e-250, total * 1e-250, scale + 250.0 * math.log(10.0)
    return total, scale


@compiled
def weighted_series(a: float, eta: float) -> tuple[float, float]:
    """Minus the derivative of `series` by `a`, as (mantissa, logarithm of scale): g's first moment / patience^2."""
    if overloaded(a, eta):
        return math.log(eta) - digamma(a), eta - a * math.log(eta) + math.lgamma(a)
    term = harmonic = 1.0 / a
    weighted = term * harmonic
    scale = 0.0
    k = 0
    while term * harmonic > 1e-17 * weighted or eta > a + k:
        k += 1
        term *= eta / (a + k)
        harmonic += 1.0 / (a + k)
        weighted += term * harmonic
        if weighted > 1e250:
            term, weighted, scale = term * 1e-250, weighted * 1e-250, scale + 250.0 * math.log(10.0)
    return weighted, scale


@compiled
def level_c(agents: int, load: float, handle: float, within: float) -> float:
    """Share answered within `within` when nobody leaves: 1 - C exp(-(n - A) t / handle)."""
    if load >= agents:
        return 0.0
    return 1.0 - wait_c(agents, load) * math.exp(-(agents - load) * within / handle)


@compiled
def level_b(agents: int, load: float, handle: float, within: float, definition: int) -> float:
    """Service level where nobody waits at all: who finds no agent free is lost, at once."""
    blocked = 1.0 / inverse_b(agents, load)
    if definition == ANSWERED_OF_OFFERED:
        return 1.0 - blocked
    if definition == VIRTUAL_WAIT:
        return 1.0 - blocked * math.exp(-agents * within / handle)
    return 1.0


@compiled
def until(a: float, eta: float, x: float, whole: float, scale: float) -> tuple[float, float, float]:
    """Three chances: served after a wait within `x`, offered wait within `x` but above 0, offered wait above `x`.

    `x` is in units of patience; each chance is times the normaliser (`normal` of `level_a`), scaled.
    """
    later_eta = eta * math.exp(-x)
    if overloaded(a, later_eta):  # both are the closed form, whose ratio is 1: nobody's wait is within x
        return 0.0, 0.0, eta * whole
    log_g = -eta * math.expm1(-x) - a * x
    later, later_scale = series(a, later_eta)
    after = later * math.exp(log_g + later_scale - scale)
    served = math.exp(log_g - scale) - math.exp(-scale) + a * (whole - after)
    return max(0.0, served), max(0.0, eta * (whole - after)), eta * after


@compiled
def level_a(
    agents: int, load: float, handle: float, patience: float, within: float, short: float, definition: int
) -> float:
    """Service level of M/M/n+M by the definition asked; `short` is the threshold of an abandon that does not count."""
    epsilon = inverse_b(agents - 1, load)
    if epsilon == math.inf:
        return 1.0
    a, eta = agents * patience / handle, load * patience / handle
    whole, scale = series(a, eta)
    small = math.exp(-scale)
    normal = epsilon * small + eta * whole
    served, _, above = until(a, eta, within / patience, whole, scale)
    if definition == VIRTUAL_WAIT:
        return max(0.0, 1.0 - above / normal)
    answered = (epsilon * small + served) / normal
    if definition == ANSWERED_OF_OFFERED:
        return min(1.0, answered)
    if definition == ANSWERED_OF_ANSWERED:
        return min(1.0, answered / ((epsilon * small + a * whole - small) / normal))
    served, waited, above = until(a, eta, short / patience, whole, scale)
    gone = (waited - served - above * math.expm1(-short / patience)) / normal
    return min(1.0, answered / (1.0 - gone)) if gone < 1.0 else 1.0


@compiled
def leave_and_wait(agents: int, load: float, handle: float, patience: float) -> tuple[float, float]:
    """(share that abandons, share that waits) for a finite patience above 0."""
    epsilon = inverse_b(agents - 1, load)
    if epsilon == math.inf:
        return 0.0, 0.0
    a, eta = agents * patience / handle, load * patience / handle
    whole, scale = series(a, eta)
    small = math.exp(-scale)
    normal = epsilon * small + eta * whole
    return max(0.0, (small + (eta - a) * whole) / normal), eta * whole / normal


@compiled
def wait_of_answered(agents: int, load: float, handle: float, patience: float) -> float:
    """Mean wait of those answered, for a finite patience above 0: (n mu J1 - J) / served."""
    epsilon = inverse_b(agents - 1, load)
    if epsilon == math.inf:
        return 0.0
    a, eta = agents * patience / handle, load * patience / handle
    whole, scale = series(a, eta)
    weighted, weighted_scale = weighted_series(a, eta)
    small = math.exp(-scale)
    waited = a * weighted * math.exp(weighted_scale - scale) - whole
    return max(0.0, patience * waited / (epsilon * small + a * whole - small))
