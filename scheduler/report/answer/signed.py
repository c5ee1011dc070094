"""What a planner asks before signing a roster, for `summary.json`: needless paid hours, and how work is shared."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from scheduler.judge.needless import needless
from scheduler.judge.obliged import kept_shifts
from scheduler.judge.sharing import Share, Spread, shares, spreads, widest
from scheduler.judge.trial import Terms, Trial

if TYPE_CHECKING:
    from scheduler.report.answer.answer import Answer

SECONDS, LEAST = 3.0, 0.5
"""How long needless shifts are looked for when a report is written, the first count included; and at least."""
KEYS = ("needless_hours", "needless", "sharing")


def signed(answer: Answer) -> dict[str, object]:
    """`needless_hours`, how much was tried for it, and a row for each count of each group of `sharing`.

    A roster that stands as it was written, under the same inputs, keeps what was told then.
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


def signed_lines(told: Mapping[str, Any]) -> Iterator[str]:
    """What the end of a solve says of it, from the summary: needless hours, and the widest spread of each count."""
    yield f"needless           {needless_words(told)}"
    yield f"widest in a group  {widest(_rows(told))}"


def needless_words(told: Mapping[str, Any]) -> str:
    """`48.0 paid hours, 6 shifts that nothing asks for`, and how much was tried where it was not all."""
    found = told["needless"]
    part = "" if found["tried"] >= found["all"] else f" ({found['tried']:,} of {found['all']:,} tried)"
    shifts = found["shifts"]
    which = f", {shifts:,} {'shift' if shifts == 1 else 'shifts'} that nothing asks for" if shifts else ""
    return f"{told['needless_hours']:,.1f} paid hours{which}{part}"


def spread_rows(told: Mapping[str, Any]) -> tuple[Spread, ...]:
    """The summary's `sharing`, a row a group."""
    return spreads(_rows(told))


def _rows(told: Mapping[str, Any]) -> list[Share]:
    return [Share(**row) for row in told["sharing"]]
