"""The roster as lanes, one an agent, on the agent's own clock: what the page draws by day or by week."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from scheduler.clock import local, minutes_between
from scheduler.operation import Agent
from scheduler.report.answer.answer import Answer
from scheduler.report.people import holidays
from scheduler.roster import Activity, Duty

PALETTE = (
    "#2f6f9f", "#4c9f70", "#c9822b", "#8562a8", "#b5566b", "#3d8f94", "#8a8b2f", "#6b7fb8", "#a8734a", "#5b8c3e",
    "#a3579e", "#4f6d7a",
)  # fmt: skip
PLAIN = {
    "break": "#ffffff", "idle": "#d5d9e0", "cover": "#7a1f3d", "on_call": "#d9b44a",
    "decompression": "#bfe3d8", "meeting": "#e5a7c4",
}  # fmt: skip


def lanes(answer: Answer) -> dict[str, Any]:
    """Plain lists for the page's script; minutes count from 00:00 of the date on the agent's clock."""
    operation, horizon = answer.operation, answer.horizon
    kinds = activity_kinds(answer)
    numbers = {kind["name"]: number for number, kind in enumerate(kinds)}
    duties, doing = answer.result.roster.by_agent(), answer.result.roster.activities_by_agent()
    free = holidays(operation, horizon)
    return {
        "days": [{"date": day.isoformat(), "label": f"{day:%a} {day.day} {day:%b}"} for day in horizon.dates()],
        "kinds": kinds,
        "break": _plain("break"),
        "sites": {
            name: {
                "name": site.name or name,
                "zone": site.time_zone,
                "holidays": {str(horizon.day_index(day)): title for day, title in free[name].items()},
            }
            for name, site in operation.sites.items()
        },
        "agents": [
            _lane(answer, agent, duties.get(agent.id, []), doing.get(agent.id, []), numbers)
            for agent in operation.agents
        ],
    }


def activity_kinds(answer: Answer) -> list[dict[str, str]]:
    """Every activity of the roster with its label and colour; queues first, in the order of queues.toml."""
    seen = {row.activity for row in answer.result.roster.activities}
    order = [f"queue:{queue}" for queue in answer.operation.queues if f"queue:{queue}" in seen]
    kinds = [*order, *sorted(seen - set(order))]
    colours = {name: PALETTE[number % len(PALETTE)] for number, name in enumerate(order)}
    return [{"name": name, "label": _label(name), "colour": colours.get(name) or _plain(name)} for name in kinds]


def _label(name: str) -> str:
    kind, _, rest = name.partition(":")
    return rest if kind == "queue" else f"{kind.replace('_', ' ')} {rest}".strip()


def _plain(name: str) -> str:
    return PLAIN.get(name.partition(":")[0], "#9aa3b2")


def _lane(
    answer: Answer, agent: Agent, duties: list[Duty], doing: list[Activity], numbers: dict[str, int]
) -> dict[str, Any]:
    horizon = answer.horizon
    whole = [row for row in answer.operation.leave if row.agent == agent.id and row.first_day and row.last_day]
    away = [day for day in horizon.dates() if any(row.first_day <= day <= row.last_day for row in whole)]  # type: ignore[operator]
    return {
        "id": agent.id,
        "name": agent.name,
        "site": agent.site,
        "zone": agent.time_zone,
        "shifts": [_shift(answer, agent, duty, doing, numbers) for duty in duties],
        "standby": [_standby(answer, agent, row, numbers) for row in doing if row.activity.startswith("on_call:")],
        "leave": [horizon.day_index(day) for day in away],
    }


def _shift(answer: Answer, agent: Agent, duty: Duty, doing: list[Activity], numbers: dict[str, int]) -> list[Any]:
    """[day, start, end, shift, `06:00–14:30`, parts]: each part is [start, end, kind]."""
    at, to = local(duty.start, agent.time_zone), local(duty.end, agent.time_zone)
    begin = _minute(at, duty.day)
    parts = [
        [*(begin + minutes_between(duty.start, moment) for moment in (row.start, row.end)), numbers[row.activity]]
        for row in doing
        if duty.start <= row.start < duty.end
    ]
    length = minutes_between(duty.start, duty.end)
    day = answer.horizon.day_index(duty.day)
    return [day, begin, begin + length, duty.shift, f"{at:%H:%M}–{to:%H:%M}", parts]


def _standby(answer: Answer, agent: Agent, row: Activity, numbers: dict[str, int]) -> list[Any]:
    at, to = local(row.start, agent.time_zone), local(row.end, agent.time_zone)
    begin = _minute(at, at.date())
    length = minutes_between(row.start, row.end)
    return [answer.horizon.day_index(at.date()), begin, begin + length, numbers[row.activity], f"{at:%H:%M}–{to:%H:%M}"]


def _minute(at: datetime, day: date) -> int:
    """Minutes of the wall clock since 00:00 of the date."""
    return round((at.replace(tzinfo=None) - datetime(day.year, day.month, day.day)) / timedelta(minutes=1))  # noqa: DTZ001
