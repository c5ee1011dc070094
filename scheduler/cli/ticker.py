"""A solve's progress on stderr: one live line on a terminal, an occasional plain line elsewhere."""

from __future__ import annotations

from types import TracebackType

from rich.console import Console
from rich.status import Status

from scheduler.result import Progress

QUIET_SECONDS = 5.0
"""Off a terminal (a log, a pipe), at most one line in so many seconds, and one for each new step."""


class Ticker:
    """Called with each `Progress`; a context manager, so that the live line is gone when results are printed."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(stderr=True, highlight=False, soft_wrap=True)
        self.status = Status("reading", console=self.console) if self.console.is_terminal else None
        self.last_seconds = -QUIET_SECONDS
        self.last_step = ""

    def __enter__(self) -> Ticker:
        if self.status:
            self.status.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.status:
            self.status.stop()

    def __call__(self, progress: Progress) -> None:
        if self.status:
            self.status.update(line(progress))
        elif progress.step != self.last_step or progress.seconds - self.last_seconds >= QUIET_SECONDS:
            self.last_seconds, self.last_step = progress.seconds, progress.step
            self.console.print(line(progress), markup=False)


def line(progress: Progress) -> str:
    """`12.3 s  improving  best 5,120  bound 4,900  gap 4.3 %`."""
    best = "none yet" if progress.best is None else f"{progress.best:,.0f}"
    gap = "" if progress.gap is None else f"  gap {progress.gap:.1%}".replace("%", " %")
    return f"{progress.seconds:6.1f} s  {progress.step}  best {best}  bound {progress.bound:,.0f}{gap}"
