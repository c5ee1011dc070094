"""What the page's badge and the terminal say of a roster: how good it is, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.report.answer.amounts import hardly_proved, saveable_words
from scheduler.report.answer.answer import Answer


def badge(answer: Answer) -> str:
    """One line: what is proved of the roster, the limits it breaks, whether it was edited, what does not agree."""
    return " · ".join((standing(answer), *_against(answer)))


def standing(answer: Answer) -> str:
    """What is proved of the roster; of one that breaks limits nothing is."""
    if not answer.solved:
        return "A roster from elsewhere, recounted"
    if not answer.legal:
        return "Not a legal roster"
    only = f" for {answer.score.only} only" if answer.score.only else ""
    if answer.status == "optimal":
        return f"Optimal{only}" if only else "Optimal: no legal roster costs less"
    if not answer.bound or hardly_proved(answer):
        return f"Feasible{only}: how much could still be saved is not proved; a longer solve proves more"
    return f"Feasible{only}: at most {saveable_words(answer)} could still be saved"


def _against(answer: Answer) -> Iterator[str]:
    broken = len(answer.findings)
    if broken:
        given_up = ", given up when it was solved" if answer.legal else ""
        yield f"breaks {broken} limit{'s' if broken > 1 else ''}{given_up}"
    if answer.edited and answer.solved:
        yield "edited since it was solved"
    yield from answer.differences
