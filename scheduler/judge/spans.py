"""Spans of minutes for the judge: joined, and cut out of each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

Span = tuple[int, int]
"""Elapsed minutes from the horizon's start, end exclusive; they may lie outside it."""


def joined(spans: Iterable[Span]) -> list[Span]:
    """Spans in order; those that touch or overlap are one, empty ones none."""
    found: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if found and start <= found[-1][1]:
            start, end = found[-1][0], max(end, found.pop()[1])
        found.append((start, end))
    return found


def outside(span: Span, holding: Iterable[Span]) -> Iterator[Span]:
    """The parts of a span that none of the others, which are in order, holds."""
    at, last = span
    for start, end in holding:
        if at < min(start, last):
            yield at, min(start, last)
        at = max(at, end)
    if at < last:
        yield at, last
