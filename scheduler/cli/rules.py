"""`scheduler rules`: every limit there is, its law, and where this workspace switches it on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from scheduler.cli.options import as_json, print_json, print_lines, workspace

if TYPE_CHECKING:
    from scheduler.operation import Operation
    from scheduler.rules import Limit


@click.command()
@workspace
@as_json
@click.option("--markdown", is_flag=True, help="Print the reference page, docs/rules.md; it needs no workspace.")
def command(workspace: Path, as_json: bool, markdown: bool) -> None:
    """List every rule, its settings and its law, and where this workspace switches it on.

    Example: scheduler rules -C .
    """
    from scheduler.rules.reference import markdown as page

    if markdown:
        click.echo(page(), nl=False)
        return
    operation = _opened(workspace)
    rows = _rows(operation)
    if as_json:
        print_json({"rules": rows, "packs": _packs(operation)})
    else:
        print_lines(_lines(rows, operation is not None))


def _opened(root: Path) -> Operation | None:
    """The workspace, or None in a folder that is none: the rules can be read without one."""
    from scheduler.load import load

    return load(root) if (root / "config").is_dir() else None


def _rows(operation: Operation | None) -> list[dict[str, Any]]:
    from scheduler.rules import RULES
    from scheduler.rules.packs import IN_PACKS
    from scheduler.rules.reference import about, settings

    places = _places(operation) if operation else {}
    return [
        {
            "rule": rule.name,
            "about": about(rule),
            "settings": settings(rule),
            "always": rule.always,
            "law": [f"{pack.name}: {row.source}" for pack, row in IN_PACKS.get(rule.name, ())],
            "on": places.get(rule.name, []),
        }
        for rule in RULES.values()
    ]


def _places(operation: Operation) -> dict[str, list[dict[str, Any]]]:
    """Rule -> where it binds in this workspace: source, settings, and how many agents."""
    from scheduler.rules import limits_for

    found: dict[str, dict[str, dict[str, Any]]] = {}
    for agent in operation.agents:
        for limit in limits_for(operation, agent):
            place = {"source": limit.source or "always", "settings": _settings(limit), "agents": 0}
            kept = found.setdefault(limit.name, {}).setdefault(f"{place['source']} {place['settings']}", place)
            kept["agents"] += 1
    return {rule: list(places.values()) for rule, places in found.items()}


def _settings(limit: Limit) -> dict[str, Any]:
    return {name: value for name in type(limit).written() if (value := getattr(limit, name)) is not None}


def _packs(operation: Operation | None) -> list[dict[str, Any]]:
    from scheduler.rules import PACKS

    sites = operation.sites.values() if operation else ()
    return [
        {"pack": pack.name, "title": pack.title, "sites": [site.id for site in sites if pack.name in site.rules]}
        for pack in PACKS.values()
    ]


def _lines(rows: list[dict[str, Any]], opened: bool) -> Iterator[str]:
    for row in rows:
        yield f"{row['rule']}: {' '.join(row['about'].split())}"
        if row["settings"]:
            yield f"    settings: {'; '.join(f'{name}: {holds}' for name, holds in row['settings'].items())}"
        if row["law"]:
            yield f"    law: {'; '.join(row['law'])}"
        for place in row["on"]:
            said = ", ".join(f"{name} {value}" for name, value in place["settings"].items())
            people = "1 agent" if place["agents"] == 1 else f"{place['agents']} agents"
            yield f"    on: {place['source']}{f' ({said})' if said else ''}, {people}"
        if opened and not row["on"]:
            yield "    on: nowhere in this workspace"
