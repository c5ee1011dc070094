"""The reference of every rule and pack, written from the rules themselves: `docs/rules.md`."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

from scheduler.operation import Break
from scheduler.rules.packs import IN_PACKS, PACKS, Pack, PackStandby
from scheduler.rules.rule import Limit
from scheduler.rules.rulebook import RULES

HEAD = """# Rules

Every limit that a roster keeps. `scheduler rules --markdown` prints this page from the rules themselves.
A limit is switched on by its name: in `config/contracts.toml` for the people of a contract, as a table of
`config/rules.toml` for everyone, or by a pack that a site names in `config/sites.toml`. All of them bind together.
What history alone already breaks is never held against a roster.
"""


def markdown() -> str:
    """The whole page."""
    optional = [rule for rule in RULES.values() if not rule.always]
    constant = [rule for rule in RULES.values() if rule.always]
    blocks = [HEAD.rstrip(), "## Limits that a contract, `rules.toml` or a pack switches on"]
    blocks += [block for rule in optional for block in _rule(rule)]
    blocks.append("## Limits that always bind")
    blocks += [block for rule in constant for block in _rule(rule)]
    blocks.append("## Packs")
    blocks += [block for pack in PACKS.values() for block in _pack(pack)]
    return "\n\n".join(blocks) + "\n"


def about(rule: type[Limit]) -> str:
    """What the rule forbids, in the words of its docstring."""
    return inspect.cleandoc(rule.__doc__ or "")


def settings(rule: type[Limit]) -> dict[str, str]:
    """Setting -> what it holds, and its default where it has one."""
    shown = {name: _holds(rule, name) for name in rule.written()}
    return {"SHIFT" if "each shift" in holds else name: holds for name, holds in shown.items()}


def _holds(rule: type[Limit], name: str) -> str:
    field = rule.model_fields[name]
    shown = str(field.annotation)
    kind = "whole number" if "int" in shown else "number"
    kind = f"{kind}, for each shift named" if "dict" in shown else kind
    if field.is_required():
        return kind
    return f"{kind}, optional" if field.default is None else f"{kind}, {field.default} unless said"


def _rule(rule: type[Limit]) -> Iterator[str]:
    yield f"### {rule.name}"
    yield about(rule)
    if rule.always:
        yield f"Said in {rule.said_in}." if rule.said_in else "It has no settings."
        return
    yield "\n".join(f"- `{name}`: {holds}" for name, holds in settings(rule).items())
    laws = [f"`{pack.name}` ({limit.source})" for pack, limit in IN_PACKS.get(rule.name, ())]
    if laws:
        yield f"In packs: {', '.join(laws)}."


def _pack(pack: Pack) -> Iterator[str]:
    yield f"### {pack.name}"
    yield pack.title + "."
    rows = [(limit.rule, _table(limit.settings), limit.source, limit.verified) for limit in pack.limits]
    if pack.standby:
        rows.append(("place_bound", _standby(pack.standby), pack.standby.source, pack.standby.verified))
    rows += [(entry.pause.name, _window(entry.pause), entry.source, entry.verified) for entry in pack.breaks]
    if rows:
        table = [f"| `{name}` | {what} | {source} | {'yes' if read else 'no'} |" for name, what, source, read in rows]
        head = "| limit, standby or break | value | source | read in the text |"
        yield "\n".join([head, "|---|---|---|---|", *table])
    yield re.sub(r"\s+", " ", pack.note).strip()


def _table(written: dict[str, object]) -> str:
    return ", ".join(f"{name} {value}" for name, value in written.items())


def _standby(law: PackStandby) -> str:
    within = f" with `response_minutes` of {law.response_minutes} or less" if law.response_minutes else ""
    return f'standby at a place{within} is `counts_as = "working"`'


def _window(pause: Break) -> str:
    """`15 min unpaid, starting 1 to 6 h into shifts of at least 6.01 h`."""
    first, last = pause.between_hours
    paid = "paid" if pause.paid else "unpaid"
    least = f"shifts of at least {pause.if_hours_at_least:g} h"
    return f"{pause.minutes} min {paid}, starting {first:g} to {last:g} h into {least}"
