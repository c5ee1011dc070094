from tiny_lines import Case

from scheduler.operation import Break

PAUSE = Break(name="law-pause", minutes=15, between_hours=(2, 5), if_hours_at_least=6)

LAW = {"law_breaks": {"here": (PAUSE,)}}

CASES = [Case("every break in its place", None, (("E", "06:00", 8),), operation=LAW, one_sided=True)]
