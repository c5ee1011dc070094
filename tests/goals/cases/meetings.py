"""A training that each attends alone, and a meeting together."""

from terms_case import people

from scheduler.operation import Meeting

TRAINING = Meeting(id="training", minutes=60, on=("monday", "tuesday", "thursday"), between="06:00-18:00", weight=20)
TOGETHER = Meeting(id="team", minutes=60, on=("wednesday",), between="08:00-16:00", weight=5, together=True)
CASES = {
    "alone": people(meetings={"training": TRAINING}),
    "together": people(meetings={"training": TRAINING, "team": TOGETHER}, goals={"meetings": 3}),
}
