"""Ctrl-C and TERM during a solve: stop searching, keep the best."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, current_thread, main_thread
from types import FrameType


@contextmanager
def stopping() -> Iterator[Event]:
    """An event that Ctrl-C or a TERM sets; a second one ends the program at once, as ever."""
    stop = Event()
    if current_thread() is not main_thread():  # only the main thread may listen to signals
        yield stop
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def heard(number: int, frame: FrameType | None) -> None:
        stop.set()
        signal.signal(number, before[signal.Signals(number)])

    for number in before:
        signal.signal(number, heard)
    try:
        yield stop
    finally:
        for number, action in before.items():
            signal.signal(number, action)
