"""`scheduler init`: a small working workspace to start from."""

from __future__ import annotations

import secrets
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import rich_click as click

from scheduler.cli import options
from scheduler.errors import InputError


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@options.as_json
def command(folder: Path, as_json: bool) -> None:
    """Lay out a small working workspace: 12 agents, 2 sites, 3 queues and a week's forecast.

    Overwrites nothing: where any of its files exists already, it writes none.

    Example: scheduler init my-operation
    """
    names = lay_out(folder, secrets.token_hex(8))
    if as_json:
        options.print_json({"workspace": str(folder), "files": names})
        return
    for name in names:
        click.echo(f"wrote {folder / name}")
    click.echo(f"\nNext: scheduler validate -C {folder}    what was understood")
    click.echo(f"      scheduler solve -C {folder}       a roster, in {folder / 'reports'}")


def lay_out(folder: Path, identity: str = "") -> list[str]:
    """Write the starter's files below the folder, with an `id` of the operation where one is given.

    Raises `InputError` naming every file that is already there.
    """
    texts = starter()
    if identity:
        texts["config/operation.toml"] += f'id = "{identity}"  # known to calendars by this: keep it\n'
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder}: is a file; name a new folder")
    there = [name for name in texts if (folder / name).exists()]
    if there:
        raise InputError(f"{folder / name}: already exists; name a new folder, or move it away" for name in there)
    (folder / "reports").mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return list(texts)


def starter() -> dict[str, str]:
    """Path inside the workspace -> text, of each file of the small workspace that comes with the program."""
    return dict(sorted(_texts(files("scheduler.load") / "starter", "")))


def _texts(folder: Traversable, prefix: str) -> list[tuple[str, str]]:
    found = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found.extend(_texts(entry, f"{prefix}{entry.name}/"))
        elif entry.name.endswith((".toml", ".csv")):
            found.append((f"{prefix}{entry.name}", entry.read_text(encoding="utf-8")))
    return found
