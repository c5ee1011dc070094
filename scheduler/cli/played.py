"""The simulations that end a solve, so guarded that none of them costs a roster that was found."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from threading import current_thread, main_thread
from types import FrameType
from typing import TYPE_CHECKING

from scheduler.cli import options

if TYPE_CHECKING:
    from scheduler.report import Answer

STOPPED = "stopped before the roster was simulated; `scheduler simulate` plays it"


def played(answers: Mapping[str, Answer], write: Callable[[dict[str, Answer]], object]) -> dict[str, Answer]:
    """The answers with their rosters simulated; all without where Ctrl-C or a TERM cuts a simulation short.

    Where one fails, all are written without simulations, and the exception goes on: it is a bug.
    """
    bare = {name: replace(answer, simulates=False) for name, answer in answers.items()}
    try:
        with _term_interrupts():
            for answer in answers.values():
                _ = answer.simulation
    except KeyboardInterrupt:
        options.print_notes([STOPPED])
        return bare
    except Exception:
        write(bare)
        raise
    return dict(answers)


@contextmanager
def _term_interrupts() -> Iterator[None]:
    """A TERM raises `KeyboardInterrupt`, as Ctrl-C does; only the main thread may listen to signals."""
    if current_thread() is not main_thread():
        yield
        return

    def heard(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, heard)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL if before is None else before)  # None: not set from Python
