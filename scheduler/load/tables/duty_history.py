"""duty_history.csv -> Held rows: who held which place of which duty before the horizon."""

from __future__ import annotations

from collections.abc import Iterable

from scheduler.load.complaints import Complaints, misspelt
from scheduler.load.duty.rows import unknown_tier
from scheduler.load.rosters.held import DUTY, KINDS
from scheduler.load.sheets.cells import read_instant
from scheduler.load.sheets.rows import Known, Reader
from scheduler.load.sheets.sheet import Row
from scheduler.roster import HANDOVER, Held

COLUMNS = DUTY[:6], DUTY[6:]


def read_duty_history(rows: Iterable[Row], known: Known, zone_name: str, complaints: Complaints) -> tuple[Held, ...]:
    """The rows by cover, start and tier; open places and hand-overs are left out.

    Rows of people, duties and tiers that are known no more are passed over with a warning. Times without an offset are
    on the clocks of the zone.
    """
    found = []
    for row in rows:
        if not row["agent"] or row["kind"] == HANDOVER or _gone(row, known, complaints):
            continue
        reader = Reader(row, complaints)
        agent = reader.agent(known)
        cover, kind = reader.name("cover", known.cover_ids), reader.name("kind", KINDS)
        start, end = (reader.cell(name, lambda text: read_instant(text, zone_name)) for name in ("start", "end"))
        if start and end and end <= start:
            reader.complain(f"end {row['end']} is not after start {row['start']}; correct one")
        if not reader.wrong and agent and start and end:
            found.append(Held(cover, row["tier"], start, end, agent.id, kind))
    return tuple(sorted(found, key=lambda held: (held.cover, held.start, held.tier, held.agent)))


def _gone(row: Row, known: Known, complaints: Complaints) -> bool:
    """Whether the row is about somebody or something that is no more; a slip of the pen is not."""
    said = _stranger(row, known)
    if said:
        complaints.warn(row.place, f"{said}; the row is passed over")
    return bool(said)


def _stranger(row: Row, known: Known) -> str:
    agent, cover, tier = row["agent"], row["cover"], row["tier"]
    if known.agent_ids is not None and agent not in known.agent_ids and not misspelt(agent, known.agent_ids):
        return f"agent {agent!r} is not in config/agents.csv"
    ids, duty = known.cover_ids, known.cover.get(cover)
    if cover and ids is not None and cover not in ids and not misspelt(cover, ids):
        return f"cover {cover!r} is not in config/cover.toml"
    if duty is not None and tier not in (duty.tiers or ("",)):
        return unknown_tier(duty, tier)
    return ""
