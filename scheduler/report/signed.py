"""What a planner asks before signing a roster, for `summary.json`: needless paid hours, and how work is shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.judge.needless import needless
from scheduler.judge.obliged import kept_shifts
from scheduler.judge.sharing import shares
from scheduler.judge.trial import Trial

if TYPE_CHECKING:
    from scheduler.report.answer import Answer

SECONDS = 3.0
"""How long needless shifts are looked for when a report is written."""
KEYS = ("needless_hours", "needless", "sharing")


def signed(answer: Answer) -> dict[str, object]:
    """`needless_hours`, how much was tried for it, and a row for each count of each group of `sharing`.

    Of a roster that stands as it was written under the same inputs, what was told then.
    """
    if answer.signed is not None:
        return dict(answer.signed)
    kept = kept_shifts(answer.kept)
    trial = Trial(
        answer.operation,
        answer.horizon,
        answer.requirement,
        answer.result.roster,
        tuple(answer.score.points) if answer.score.only else (),
        answer.score.case.published,
        bool(answer.manifest.get("lexicographic")),
    )
    table = shares(answer.operation, answer.horizon, trial.people, kept)
    found = needless(trial, kept, SECONDS)
    return {
        "needless_hours": round(found.hours, 4),
        "needless": {"shifts": len(found.shifts), "tried": found.tried, "all": found.all},
        "sharing": [vars(row) for row in table],
    }
