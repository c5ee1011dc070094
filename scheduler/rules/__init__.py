"""Limits, one a file: what each forbids, said to the solver as states along a line and to people as a plain check.

    track       A limit on one agent as states along a line: what the solver reads
    portion     Some weeks of a horizon, for limits that count the whole of it
    own_rows    An agent's own leave, availability and pins
    diary       An agent's known days: what a plain check reads
    rule        What a rule is: a limit with its settings and both halves
    tools       What several limits count with
    limits      The limits, one a file
    packs       Laws and agreements as packs of limits, each with its article
    rulebook    The rules there are, and those that bind an agent
    complaints  Limits parsed from files; complaints about those that make no sense
    reference   The reference of every rule and pack: `docs/rules.md`
"""

from scheduler.rules.complaints import complaints, read_limits
from scheduler.rules.packs import PACKS, law_breaks
from scheduler.rules.rule import Finding, Limit
from scheduler.rules.rulebook import RULES, law_of, limits_for, parse

__all__ = ["PACKS", "RULES", "Finding", "Limit", "complaints", "law_breaks", "law_of", "limits_for", "parse",
           "read_limits"]  # fmt: skip
