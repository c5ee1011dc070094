"""What a user did wrong, in one line each; anything that is not one of these is a bug and keeps its traceback."""

from __future__ import annotations

from collections.abc import Iterable


class SchedulerError(Exception):
    """The user's fault: a message to print without a traceback, and the exit status that goes with it."""

    exit_code = 2


class InputError(SchedulerError):
    """Wrong input or usage: every complaint, one line each, `path:line: what is wrong; what would be right`."""

    exit_code = 2

    def __init__(self, complaints: str | Iterable[str]) -> None:
        self.complaints = (complaints,) if isinstance(complaints, str) else tuple(complaints)
        super().__init__("\n".join(self.complaints))


class NoRoster(SchedulerError):
    """The time given ended before any complete roster was found."""

    exit_code = 1


class Conflict(SchedulerError):
    """Limits that cannot hold together: the agents, the limits and the cheapest change, one line each."""

    exit_code = 3
