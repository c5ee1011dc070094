"""The independent judges of a roster, in plain Python: they share no code with the model and import no solver."""

from __future__ import annotations

from scheduler.agreement import Agreement, agreement
from scheduler.judge.check import check
from scheduler.judge.explain import Explanation, Reason, explain
from scheduler.judge.gaps import Gap
from scheduler.judge.preferred import rank
from scheduler.judge.score import Score, score

__all__ = ["Agreement", "Explanation", "Gap", "Reason", "Score", "agreement", "check", "explain", "rank", "score"]
