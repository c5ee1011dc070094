"""People and contacts of a plain event simulation."""

from __future__ import annotations

from dataclasses import dataclass, field

from scheduler.operation import Queue


@dataclass(eq=False)
class Contact:
    """One call, message or item of work; seconds from the horizon's start."""

    queue: Queue
    arrival: float
    work: float
    """Seconds of handling that are left."""
    leave: float
    due: float
    started: float | None = None
    finished: float | None = None
    turn: float | None = None
    """When an endlessly patient caller would have been answered."""
    ends: float | None = None


@dataclass(eq=False)
class Person:
    """One agent: what is rostered, and what is in hand."""

    serves: frozenset[str]
    quick: float
    """From 0 to 1, added to a queue's concurrency before it is rounded down to whole messages."""
    on: bool = False
    activity: str = ""
    """The queue rostered now, or nothing."""
    away_until: float = 0.0
    owed: float = 0.0
    """Seconds of break that begin when what is in hand is finished."""
    hands: list[Contact] = field(default_factory=list)
    rested: float = 0.0
    """Before this no work that may wait is begun, if the agent stays idle."""
    rest: float = 0.0
    """Seconds of rest that are left while the agent is busy."""
    idle_since: float = 0.0

    def share(self, queue: Queue) -> float:
        """The part of the agent that a contact of the queue takes."""
        return 1.0 if queue.deferred or queue.concurrency <= 1 else 1.0 / int(queue.concurrency + self.quick)

    @property
    def load(self) -> float:
        return sum(self.share(contact.queue) for contact in self.hands)

    @property
    def item(self) -> Contact | None:
        """The work that may wait in hand."""
        return self.hands[0] if self.hands and self.hands[0].queue.deferred else None

    @property
    def filling(self) -> bool:
        """Whether the work in hand only fills idle time."""
        return self.item is not None and self.item.queue.id != self.activity
