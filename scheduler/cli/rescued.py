"""A roster that was found, kept where its report cannot be made or written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import rich_click as click

from scheduler.errors import InputError
from scheduler.report import Answer, bare_files
from scheduler.store import write_whole

KEPT = ".kept"
"""Ends the name of a folder that holds a roster whose report folder was edited during the solve."""


@contextmanager
def rescuing(answer: Answer, folder: Path, force: bool) -> Iterator[None]:
    """Write the roster's tables, and what it was made with, where the report fails; the error goes on.

    They are written to `folder`, or to `FOLDER.kept` where that was edited since the solve began.
    """
    try:
        yield
    except Exception:
        place = _written(bare_files(answer), folder, force)
        click.echo(f"the roster is kept in {place}", err=True)
        raise


def _written(files: dict[str, bytes], folder: Path, force: bool) -> Path:
    try:
        write_whole(folder, files, force=force)
    except InputError:
        folder = folder.absolute().with_name(folder.absolute().name + KEPT)
        write_whole(folder, files, force=True)
    return folder
