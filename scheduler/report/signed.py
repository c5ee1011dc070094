"""What a planner asks before signing a roster, for `summary.json`: needless paid hours, and how work is shared."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from scheduler.judge.needless import needless
from scheduler.judge.obliged import kept_shifts
from scheduler.judge.sharing import shares
from scheduler.judge.trial import Terms, Trial

if TYPE_CHECKING:
    from scheduler.report.answer import Answer

SECONDS, LEAST = 3.0, 0.5
"""How long needless shifts are looked for when a report is written, the first count included; and at least."""
KEYS = ("needless_hours", "needless", "sharing")


def signed(answer: Answer) -> dict[str, object]:
    """`needless_hours`, how much was tried for it, and a row for each count of each group of `sharing`.

    Of a roster that stands as it was written under the same inputs, what was told then.
    """
    if answer.signed is not None:
        return dict(answer.signed)
    begun, score = time.perf_counter(), answer.score
    kept = kept_shifts(answer.kept)
    asked = tuple(score.points) if score.only else ()
    terms = Terms(asked, kept, bool(answer.manifest.get("lexicographic")), score.case.published)
    trial = Trial(answer.operation, answer.horizon, answer.requirement, answer.result.roster, terms, score.case)
    table = shares(answer.operation, answer.horizon, trial.people, kept)
    found = needless(trial, kept, max(LEAST, SECONDS - (time.perf_counter() - begun)))
    return {
        "needless_hours": round(found.hours, 4),
        "needless": {"shifts": len(found.shifts), "tried": found.tried, "all": found.all},
        "sharing": [vars(row) for row in table],
    }
