from tiny_lines import Case

from scheduler.operation import Break

LENGTHS = (("D", "08:00", 4), ("D", "08:00", 5), ("D", "08:00", 5.5), ("D", "10:00", 9))
REST = Break(name="law-rest", minutes=15, between_hours=(2, 2), if_hours_at_least=4)
MEAL = Break(name="law-meal", minutes=30, between_hours=(3.5, 3.5), if_hours_at_least=4.5)
MEALS = (MEAL, Break(name="law-meal-2", minutes=30, between_hours=(7, 7), if_hours_at_least=9))

CASES = [
    Case("no break at all", {"max": 300}, LENGTHS),
    Case("a rest is no meal", {"max": 240}, LENGTHS, operation={"law_breaks": {"here": (REST,)}}),
    Case("one meal at one hour only", {"max": 210}, LENGTHS, operation={"law_breaks": {"here": (REST, MEAL)}}),
    Case("two meals", {"max": 210}, LENGTHS, operation={"law_breaks": {"here": (*MEALS, REST)}}),
    Case("too far apart", {"max": 175}, LENGTHS, operation={"law_breaks": {"here": MEALS}}),
    Case("fifteen minutes are a meal if one says so", {"max": 150, "minutes": 15}, LENGTHS,
         operation={"law_breaks": {"here": (REST,)}}),
]  # fmt: skip
