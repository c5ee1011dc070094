"""Changes of a finished roster, tried: what `needless` and `sharing` ask of each.

Read in this order: `own` (a roster person by person), `alone` (the operation cut to one person), `limits` and `broken`
(what one person's rows break), `queues`, `places`, `shared_goals` and `own_goals` (the goals by difference), `trial`.
"""

from __future__ import annotations

from scheduler.judge.trial.own import EMPTY, NOBODY, Change, Own
from scheduler.judge.trial.trial import DEFAULT, Count, Terms, Trial

__all__ = ["DEFAULT", "EMPTY", "NOBODY", "Change", "Count", "Own", "Terms", "Trial"]
