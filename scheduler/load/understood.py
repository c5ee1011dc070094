"""What was understood of a workspace, as plain figures: sites, people, volumes, and how each file tells the time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from scheduler.clock import Horizon, local
from scheduler.load.complaints import Complaints
from scheduler.load.sheets.sheet import Sheet, read_sheet
from scheduler.load.tables.forecast import COLUMNS
from scheduler.load.tables.headcount import is_headcount
from scheduler.load.tables.intervals import missing_intervals
from scheduler.operation import Instants, Operation, Site


def understood(operation: Operation, horizon: Horizon) -> dict[str, Any]:
    """Sites, agents, queues and files; dates and instants as ISO text."""
    held = [row for row in operation.headcount if horizon.holds(row.day)]
    return {
        "name": operation.name,
        "time_zone": operation.time_zone,
        "horizon": {
            "first": str(horizon.first),
            "last": str(horizon.last),
            "start": local(horizon.start, operation.time_zone).isoformat(),
            "end": local(horizon.end, operation.time_zone).isoformat(),
        },
        "sites": [_site(operation, site, horizon) for site in operation.sites.values()],
        "agents": _agents(operation),
        "queues": _queues(operation, horizon),
        "headcount": {"rows": len(held), "people": sum(row.agents for row in held)},
        "forecast_files": _forecast_files(operation),
        "rows": _rows(operation),
    }


def _site(operation: Operation, site: Site, horizon: Horizon) -> dict[str, Any]:
    offsets = dict.fromkeys(f"{local(moment, site.time_zone):%z}" for moment in (horizon.start, horizon.end))
    return {
        "site": site.id,
        "time_zone": site.time_zone,
        "utc_offsets": [f"{offset[:3]}:{offset[3:]}" for offset in offsets],
        "agents": sum(agent.site == site.id for agent in operation.agents),
        "holidays": {str(day): name for day, name in site.holidays_within(horizon).items()},
        "rules": list(site.rules),
    }


def _agents(operation: Operation) -> dict[str, Any]:
    agents = operation.agents
    return {
        "total": len(agents),
        "by_site": _counted(agent.site for agent in agents),
        "by_contract": _counted(agent.contract for agent in agents),
        "by_skill": _counted(skill for agent in agents for skill in agent.skills),
        "by_language": _counted(language for agent in agents for language in agent.languages),
        "by_role": _counted(role for agent in agents for role in agent.roles),
        "by_site_and_skill": {
            site: _counted(skill for agent in agents if agent.site == site for skill in agent.skills)
            for site in operation.sites
        },
    }


def _counted(words: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(words).items()))


def _queues(operation: Operation, horizon: Horizon) -> list[dict[str, Any]]:
    forecast, missing = operation.forecast, missing_intervals(operation)
    first, last = (np.datetime64(moment.replace(tzinfo=None), "m") for moment in (horizon.start, horizon.end))
    found = []
    for name, queue in operation.queues.items():
        number = forecast.queue.index(name) if name in forecast.queue else -1
        rows = np.flatnonzero(forecast.queue_index == number)
        inside = rows[(forecast.start[rows] >= first) & (forecast.start[rows] < last)]
        entry: dict[str, Any] = {"queue": name, "channel": queue.channel, "skill": queue.skill}
        entry |= {"language": queue.language, "priority": queue.priority}
        entry |= {"rows": len(rows), "volume": round(float(forecast.volume[inside].sum()), 2)}
        entry |= {"missing_intervals": len(missing.get(name, ())), "first": None, "last": None}
        if len(rows):
            entry["first"], entry["last"] = _ends(forecast.start[rows], operation.time_zone)
        found.append(entry)
    return found


def _ends(starts: Instants, zone_name: str) -> tuple[str, str]:
    moments: list[datetime] = starts[[0, -1]].astype("datetime64[s]").tolist()
    first, last = (local(moment.replace(tzinfo=UTC), zone_name).isoformat(timespec="minutes") for moment in moments)
    return first, last


def _forecast_files(operation: Operation) -> list[dict[str, Any]]:
    """Each forecast file and the zones or offsets in which it tells the time."""
    names = [name for name in operation.inputs if not name.startswith("config/") and not is_headcount(name)]
    found = []
    for name in names:
        path = operation.root / name
        text = (path if path.is_file() else Path(name)).read_text(encoding="utf-8-sig")
        sheet = read_sheet(name, text, *COLUMNS, Complaints())
        found.append({"file": name, "rows": len(sheet), "times": _times(sheet)})
    return found


def _times(sheet: Sheet) -> list[str]:
    """`local to Europe/Madrid`, `offset -08:00`: what a file's starts say, the commonest first."""
    said: Counter[str] = Counter()
    for start, zone_name in zip(sheet.column("start"), sheet.column("time_zone"), strict=True):
        moment = start[16:]
        offset = "Z" if moment.endswith("Z") else moment[-6:] if "+" in moment or "-" in moment else ""
        said[f"offset {offset}" if offset else f"local to {zone_name}"] += 1
    return [word for word, _ in said.most_common()]


def _rows(operation: Operation) -> dict[str, int]:
    """How many rows of each kind were read."""
    people = ("leave", "availability", "wishes", "pins", "history")
    kinds = (*people, "duty_wishes", "duty_pins", "duty_history", "cover", "headcount")
    return {kind: len(getattr(operation, kind)) for kind in kinds}
