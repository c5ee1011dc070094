from tiny_lines import Case

CASES = [Case("activities come after lines", one_sided=True)]
