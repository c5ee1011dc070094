from tiny_lines import Case

CASES = [
    Case("two together", 2),
    Case("three together", {"days": 3}),
    Case("within each of two weeks", 2, weeks=2, past=0),
    Case("the whole week", 7),
]
