from tiny_lines import Case

CASES = [Case("activities come after lines", {"continuous": 60}, one_sided=True)]
