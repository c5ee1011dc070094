"""Live queues of two priorities that share people."""

from small_case import agent, queue
from terms_case import people

NEEDS = {hour: 1 for hour in range(6, 110, 3)}
TWO = (queue("calls", 1), queue("chats", 3, skill="chat"))
BOTH = [agent("ann", skills=("general", "chat")), agent("bob", skills=("general",)), agent("cy", skills=("chat",))]
CASES = {
    "one queue": people(queues=[queue("calls", 2)], needs={"calls": NEEDS}),
    "two priorities": people(*BOTH, queues=TWO, needs={"calls": NEEDS, "chats": {hour: 2 for hour in NEEDS}}),
    "weights of its own": people(*BOTH, queues=TWO, needs={"calls": NEEDS}, goals={"short": {"weight": [90, 80, 70]}}),
}
