"""The independent judges of a roster, in plain Python: they share no code with the model and import no solver.

    spans        Spans of minutes: joined, and cut out of each other
    rows         Whether the rows of a roster make sense, and each agent's diary
    duty         Who holds which duty, recounted, and what binds its holders
    check        Is a finished roster sound, and does it keep every limit?
    score        A finished roster in points, goal by goal
    preferred    Which of some rosters is best
    explain      Why nobody could: for each shortage and each open hour of a duty
    obliged      Paid minutes that a contract, pins and kept shifts want of a person
    trial        Changes of a finished roster, tried
    needless     Shifts that could be taken out while every limit holds and the objective does not rise
    sharing      Who carries how much, and whether a move would even it out
    signed       Would one sign a roster? Needless work and more even moves, looked for within a time
    why          Why somebody works when he or she does, or not at all
    leave_notes  What of the horizon's leave counts as worked
    napkin       What a planner works out on a napkin before any solve: simple upper estimates
    simulation   A finished roster before simulated contacts
"""

from __future__ import annotations

from scheduler.agreement import Agreement, agreement
from scheduler.judge.check import check
from scheduler.judge.duty import DutyCount, duty_counts
from scheduler.judge.explain.explain import Explanation, Reason, explain
from scheduler.judge.explain.gaps import Gap
from scheduler.judge.preferred import rank
from scheduler.judge.score import Score, score

__all__ = [
    "Agreement", "DutyCount", "Explanation", "Gap", "Reason", "Score", "agreement", "check", "duty_counts", "explain",
    "rank", "score",
]  # fmt: skip
