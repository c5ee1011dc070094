"""Deferred work that is due at several hours, with a backlog."""

from small_case import queue, work
from terms_case import people

MAIL = work("mail", {2: 5, 30: 4, 60: 6}, {2: 24, 30: 50, 60: 90}, backlog={12: 2})
CASES = {
    "one queue of mail": people(queues=[queue("mail", deferred=True)], deferred=[MAIL]),
    "at a weight of its own": people(queues=[queue("mail", deferred=True)], deferred=[MAIL], goals={"late": 7}),
}
