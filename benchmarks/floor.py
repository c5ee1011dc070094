"""A plain event simulation of a finished roster: one list of events, people and lines as Python objects, no arrays.

It is the peer of `scheduler simulate`: both follow docs/simulation.md, and share the loader's data and no code.
It is about a hundred times slower, so it plays a roster some tens of times.
"""

from __future__ import annotations

import heapq
from collections import defaultdict, deque
from collections.abc import Callable, Iterable

from benchmarks.floor_people import Contact, Person
from scheduler.operation import Queue

IsOpen = Callable[[str, float], bool]
"""Whether a queue is worked at a second."""


class Floor:
    """People and waiting lines while time goes by."""

    def __init__(self, queues: Iterable[Queue], people: Iterable[Person], is_open: IsOpen) -> None:
        self.queues = {queue.id: queue for queue in queues}
        self.people, self.is_open = list(people), is_open
        self.able: dict[str, list[Person]] = {
            name: [person for person in self.people if name in person.serves] for name in self.queues
        }
        self.rank = {person: (len(person.serves), [name in person.serves for name in self.queues])
                     for person in self.people}  # fmt: skip
        """Who serves the fewest queues comes first; sets of one size come in the order of the queues."""
        self.lines: dict[str, deque[Contact]] = defaultdict(deque)
        self.now, self.number = 0.0, 0
        self.events: list[tuple[float, int, Callable[[], None]]] = []

    def at(self, moment: float, event: Callable[[], None]) -> None:
        """Something that will happen; of two things at one moment the first said comes first."""
        self.number += 1
        heapq.heappush(self.events, (moment, self.number, event))

    def run(self) -> None:
        """Let everything happen."""
        while self.events:
            self.now, _, event = heapq.heappop(self.events)
            event()

    def arrive(self, contact: Contact) -> None:
        """A contact comes, and whoever may take it is found."""
        self.lines[contact.queue.id].append(contact)
        if contact.queue.deferred:
            self.hand_out(contact.queue.id)
            return
        while contact.started is None and (idle := self.idle(contact.queue.id)):
            self.look(idle)
            if not idle.hands:
                break
        if contact.started is None and contact.queue.concurrency > 1:
            self.add_message(contact)
        if contact.started is None:
            self.interrupt(contact.queue.id)

    def add_message(self, message: Contact) -> None:
        """Somebody who holds messages and has room takes one more: whoever serves the fewest queues."""
        holding = [person for person in self.able[message.queue.id]
                   if person.hands and not person.item and person.load < 1 - 1e-9]  # fmt: skip
        for person in sorted(holding, key=lambda person: (self.rank[person], person.idle_since)):
            if message.started is None:
                self.look(person)

    def interrupt(self, queue: str) -> None:
        """A live contact interrupts somebody who only fills idle time: whoever serves the fewest queues."""
        filling = [person for person in self.able[queue]
                   if person.filling and self.ready(person) and not self.own_work(person)]  # fmt: skip
        chosen = min(filling, key=lambda person: (self.rank[person], person.idle_since), default=None)
        if chosen is not None:
            left = self.put_down(chosen)
            self.look(chosen)
            self.hand_out(left)

    def hand_out(self, queue: str) -> None:
        """Work that may wait goes to idle people while both last."""
        while self.workable(queue) and (idle := self.idle(queue, rested=True)):
            self.look(idle)
            if not idle.hands:
                return

    def workable(self, queue: str) -> bool:
        return bool(self.lines[queue]) and self.is_open(queue, self.now)

    def own_work(self, person: Person) -> bool:
        """Whether the agent is rostered on work that may wait, and some lies there."""
        own = self.queues.get(person.activity)
        return own is not None and own.deferred and self.workable(own.id)

    def ready(self, person: Person) -> bool:
        """At the desk: on, not away, and no break to begin."""
        return person.on and person.away_until <= self.now and person.owed <= 0

    def idle(self, queue: str, rested: bool = False) -> Person | None:
        """The idle agent who is asked first: rostered on the queue, then the longest idle, then serving the fewest."""
        free = [person for person in self.able[queue] if not person.hands and self.ready(person)]
        free = [person for person in free if not rested or person.rested <= self.now]
        return min(
            free, key=lambda person: (person.activity != queue, person.idle_since, self.rank[person]), default=None
        )

    def look(self, person: Person) -> None:
        """An agent begins a break that is owed, or takes what there is room for."""
        if person.on and person.owed > 0 and not person.hands and person.away_until <= self.now:
            person.rested += person.owed if person.rested > self.now else 0.0
            person.away_until, person.owed = self.now + person.owed, 0.0
            self.at(person.away_until, lambda: self.look(person))
        while self.ready(person) and person.load < 1 - 1e-9 and (contact := self.choice(person)):
            self.take(person, contact)
        if self.ready(person) and not person.hands and person.rested > self.now:
            self.at(person.rested, lambda: self.look(person))

    def choice(self, person: Person) -> Contact | None:
        """Rostered work that may wait; the most urgent live contact, if it fits; then any work that may wait."""
        rested = not person.hands and person.rested <= self.now
        if rested and self.own_work(person):
            return self.lines[person.activity][0]
        waiting = [self.front(name) for name in person.serves if not self.queues[name].deferred]
        known = [contact for contact in waiting if contact]
        if known:
            first = min(known, key=lambda contact: (contact.queue.priority, contact.arrival))
            return first if person.load + person.share(first.queue) <= 1 + 1e-9 else None
        items = [self.lines[name][0] for name, queue in self.queues.items()
                 if name in person.serves and queue.deferred and self.workable(name)]  # fmt: skip
        return min(items, key=lambda item: (item.due, item.queue.priority), default=None) if rested else None

    def front(self, queue: str) -> Contact | None:
        """Who waits longest and is still there; of those who left, now would have been the turn."""
        line = self.lines[queue]
        while line and line[0].leave < self.now:
            line.popleft().turn = self.now
        return line[0] if line else None

    def take(self, person: Person, contact: Contact) -> None:
        self.lines[contact.queue.id].remove(contact)
        if not person.hands:
            person.rest = max(0.0, person.rested - self.now)
        if contact.started is None:
            contact.started = contact.turn = self.now
        person.hands.append(contact)
        ends = contact.ends = self.now + contact.work
        self.at(ends, lambda: self.finish(person, contact, ends))

    def finish(self, person: Person, contact: Contact, ends: float) -> None:
        """Done, unless it was put down meanwhile."""
        if contact not in person.hands or contact.ends != ends:
            return
        person.hands.remove(contact)
        contact.finished = self.now
        self._rests(person, contact, contact.work)
        self.look(person)

    def _rests(self, person: Person, contact: Contact, worked: float) -> None:
        """After work that may wait comes a rest, so that work is `max_occupancy` of both; idle time is rest."""
        if contact.queue.deferred:
            person.rest += worked * (1 / contact.queue.max_occupancy - 1)
        if not person.hands:
            person.idle_since, person.rested = self.now, self.now + person.rest

    def put_down(self, person: Person) -> str:
        """Work that may wait goes back to the front of its line with what is left to do; the queue of it."""
        item = person.hands.pop()
        assert item.ends is not None
        worked, item.work = item.work - (item.ends - self.now), item.ends - self.now
        item.ends = None
        self._rests(person, item, worked)
        self.lines[item.queue.id].appendleft(item)
        return item.queue.id

    def begin(self, person: Person, activity: str) -> None:
        """On a queue, or on any; work in hand that only fills time is put down if live contacts wait."""
        if not person.on and not person.hands:
            person.idle_since = self.now
        person.on, person.activity = True, activity
        waiting = any(self.front(name) for name in person.serves if not self.queues[name].deferred)
        left = self.put_down(person) if person.filling and waiting and not self.own_work(person) else None
        self._go_on(person, left)

    def pause(self, person: Person, seconds: float, by_chance: bool = False) -> None:
        """A break, or a spell away from the desk; contacts in hand and a break under way come first."""
        if by_chance and not person.on:
            return
        left = self.put_down(person) if person.item else None
        person.owed += seconds
        self._go_on(person, left)

    def stop(self, person: Person, home: bool) -> None:
        """To other work, after which what is left of a break goes on; or home."""
        left = self.put_down(person) if person.item else None
        person.owed = 0.0 if home else person.owed + max(0.0, person.away_until - self.now)
        person.on, person.away_until = False, 0.0
        self._go_on(person, left)

    def _go_on(self, person: Person, left: str | None) -> None:
        """The agent looks for work, and idle people for the work that was put down."""
        self.look(person)
        if left is not None:
            self.hand_out(left)
