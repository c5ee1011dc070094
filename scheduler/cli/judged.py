"""What `solve --judge` adds: rounds of simulating, moving requirements and solving again, and their files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import rich_click as click

if TYPE_CHECKING:
    from scheduler.loop import Judged
    from scheduler.model import SolveSettings
    from scheduler.report import Answer
    from scheduler.requirement import Requirement
    from scheduler.result import Progress
    from scheduler.roster import Roster


def judged(first: Answer, settings: SolveSettings, watch: Callable[[Progress], None]) -> Judged:
    """Play the loop; each round solves on from the roster in hand with the same settings, and is told on stderr."""
    from scheduler.loop import judge
    from scheduler.scenarios import run

    def again(requirement: Requirement, in_hand: Roster) -> Answer:
        found = run(first.operation, first.horizon, replace(settings, start=in_hand), watch, requirement)
        return replace(found, kept=first.kept)

    return judge(first, again, watch=lambda line: click.echo(line, err=True))


def judged_files(found: Judged) -> dict[str, bytes]:
    """The requirements that the kept roster was solved for, where they were moved."""
    from scheduler.loop import MOVES_FILE, moves_csv

    one, first = found.chosen, found.rounds[0].answer.requirement
    return {MOVES_FILE: moves_csv(first, one.answer.requirement)} if found.best else {}


def judged_story(found: Judged) -> list[str]:
    """What each round found, changed and why; which roster was kept."""
    from scheduler.loop import told

    return told(found)
