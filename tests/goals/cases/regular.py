"""Changes of start, lone days off and lone working days, with and without a tolerance."""

from terms_case import people

CASES = {
    "all three": people(goals={"regular": {"weight": 10}}),
    "starts two hours apart": people(goals={"regular": {"weight": {"start": 3}, "tolerance_minutes": 120}}),
    "lone days, two weeks": people(goals={"regular": {"weight": {"lone_off": 5, "lone_on": 4}}}, weeks=2),
}
