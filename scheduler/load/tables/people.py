"""agents.csv -> Agents."""

from __future__ import annotations

from scheduler.load.complaints import Complaints, Place
from scheduler.load.sheets.cells import read_date, read_list
from scheduler.load.sheets.rows import Known, Reader
from scheduler.load.sheets.sheet import Row
from scheduler.load.zones import read_zone
from scheduler.operation import Agent

REQUIRED = ("agent", "site", "contract", "skills", "languages")
OPTIONAL = ("name", "roles", "time_zone", "from", "until")


def read_agents(rows: list[Row], known: Known, complaints: Complaints) -> None:
    """Add every agent to `known`, in the order of their ids; rows with something wrong only by their id."""
    seen: dict[str, Place] = {}
    found: list[Agent] = []
    for row in rows:
        reader = Reader(row, complaints)
        name = row["agent"]
        if name in seen:
            reader.complain(f"agent {name!r} stands twice (also in {seen[name]}); give each person one row")
        elif name:
            seen[name] = row.place
        agent = _agent(reader, known)
        if agent is not None and not reader.wrong:
            found.append(agent)
    known.agent_ids = None if "config/agents.csv" in complaints.unread else set(seen)
    known.agents = {agent.id: agent for agent in sorted(found, key=lambda agent: agent.id)}


def _agent(reader: Reader, known: Known) -> Agent | None:
    row = reader.row
    name = reader.cell("agent", str)
    site = reader.name("site", known.site_ids)
    contract = reader.name("contract", known.contract_ids)
    first, last = (reader.optional(column, read_date) for column in ("from", "until"))
    if first and last and last < first:
        reader.complain(f"until {last} is before from {first}; swap them or correct one")
    if row["time_zone"]:
        reader.optional("time_zone", read_zone)
    if name is None or site not in known.sites or contract not in known.contracts:
        return None
    return Agent(
        id=name,
        name=row["name"] or name,
        site=site,
        contract=contract,
        skills=read_list(row["skills"]),
        languages=read_list(row["languages"]),
        roles=read_list(row["roles"]),
        time_zone=row["time_zone"] or known.sites[site].time_zone,
        first_day=first,
        last_day=last,
    )
