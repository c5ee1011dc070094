"""A roster that the check refused: written beside the report, with the limits named, so that it is not lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from click.exceptions import Exit

from scheduler.cli import options

BUG = 1
"""The exit status."""


@contextmanager
def kept(folder: Path, manifest: dict[str, Any]) -> Iterator[None]:
    """Write a refused roster to `FOLDER.rejected/`, name what it breaks, and end with exit status 1.

    The manifest says what the roster was made with, so that it is opened with the same.
    """
    from scheduler import report
    from scheduler.scenarios import Rejected
    from scheduler.store import REJECTED

    try:
        yield
    except Rejected as refused:
        beside = folder.absolute().with_name(folder.absolute().name + REJECTED)
        report.write(beside, replace(refused.answer, manifest=manifest, simulates=False), force=True)
        found = [f"  {one.rule}: {one.message}" for one in refused.answer.findings]
        options.print_lines(
            (
                "Error: the roster found breaks limits, which is a bug of the solver: please report it",
                *found,
                f"the roster is kept in {beside}; nothing else was written",
            ),
            err=True,
        )
        raise Exit(BUG) from None
