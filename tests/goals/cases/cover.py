"""Duties that people at work hold beside all else, and one that takes them off the queues."""

from small_case import agent, queue
from terms_case import people

from scheduler.operation import Cover

LEADS = [agent("ann", roles=("lead",)), agent("bob", roles=("lead",)), agent("cy")]
DESK = Cover(name="Desk", role="lead", hours="08:00-16:00", on=("monday", "wednesday", "saturday"))
OWN = DESK.model_copy(update={"name": "Own", "exclusive": True})
CASES = {
    "a desk": people(*LEADS, cover=(DESK,)),
    "two at once": people(*LEADS, cover=(DESK.model_copy(update={"agents": 2}),)),
    "exclusive": people(*LEADS, cover=(OWN,), queues=[queue("calls", 4)], needs={"calls": {9: 1}}),
}
