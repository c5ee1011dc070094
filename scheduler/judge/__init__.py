"""The independent judges of a roster, in plain Python: they share no code with the model and import no solver."""

from __future__ import annotations

from scheduler.agreement import Agreement, agreement
from scheduler.judge.check import check
from scheduler.judge.duty import DutyCount, duty_counts
from scheduler.judge.explain import Explanation, Reason, explain
from scheduler.judge.gaps import Gap
from scheduler.judge.preferred import rank
from scheduler.judge.score import Score, score

__all__ = [
    "Agreement", "DutyCount", "Explanation", "Gap", "Reason", "Score", "agreement", "check", "duty_counts", "explain",
    "rank", "score",
]  # fmt: skip
