"""Limits, one a file: what each forbids, said to the solver as states along a line and to people as a plain check."""

from scheduler.rules.complaints import complaints, read_limits
from scheduler.rules.packs import PACKS, law_breaks
from scheduler.rules.rule import Finding, Limit
from scheduler.rules.rulebook import RULES, law_of, limits_for, parse

__all__ = ["PACKS", "RULES", "Finding", "Limit", "complaints", "law_breaks", "law_of", "limits_for", "parse",
           "read_limits"]  # fmt: skip
