"""Time zones by name, and the one that was probably meant."""

from __future__ import annotations

from scheduler.clock import zone, zone_names
from scheduler.load.complaints import nearest

COMMON = ("America/Los_Angeles", "America/Chicago", "America/New_York", "America/Denver", "Europe/Madrid", "UTC")


def read_zone(text: str) -> str:
    """The name of a time zone; raises `ValueError` with the one that was probably meant."""
    try:
        zone(text)
    except KeyError:
        raise ValueError(f"unknown time zone {text!r}; {zone_meant(text)}") from None
    return text


def zone_meant(text: str) -> str:
    """`did you mean 'Europe/Madrid'?`"""
    near = nearest(text, COMMON, cutoff=0.7) or nearest(text, zone_names())
    return f"did you mean {near!r}?" if near else "write one such as 'Europe/Madrid'"
