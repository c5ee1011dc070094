"""What `scheduler validate` prints: tables that fit 80 columns."""

from __future__ import annotations

from datetime import date
from typing import Any

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table


def show(answer: dict[str, Any], console: Console | None = None) -> None:
    """The whole answer, in the order in which a planner asks."""
    console = console or Console(highlight=False)
    horizon = answer["horizon"]
    console.print(
        f"[bold]{escape(answer['name'])}[/]  {horizon['first']} to {horizon['last']}  {answer['time_zone']}\n"
    )
    console.print(sites(answer))
    console.print(people(answer))
    if answer["queues"]:
        console.print(queues(answer))
    files(answer, console)
    console.print()
    if answer["napkin"]["queue_days"]:
        console.print(queue_days(answer["napkin"]))
        console.print(f"{answer['napkin']['formula']}\n", style="dim")
    verdicts(answer["napkin"], console)


UNBROKEN = ("queue", "zone", "UTC", "first", "last", "volume", "week")


def table(title: str, *columns: str, numbers: tuple[str, ...] = ()) -> Table:
    """A plain table; columns of numbers stand to the right."""
    made = Table(
        title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0)
    )
    for column in columns:
        made.add_column(
            column, justify="right" if column in numbers else "left", overflow="fold", no_wrap=column in UNBROKEN
        )
    return made


def sites(answer: dict[str, Any]) -> Table:
    made = table("Sites", "site", "agents", "zone", "UTC", "rules", "holidays", numbers=("agents",))
    for site in answer["sites"]:
        holidays = "\n".join(f"{_day(day)} {escape(name)}" for day, name in site["holidays"].items())
        offsets, rules = " then ".join(site["utc_offsets"]), ", ".join(site["rules"]) or "-"
        made.add_row(site["site"], str(site["agents"]), site["time_zone"], offsets, rules, holidays or "-")
    return made


def people(answer: dict[str, Any]) -> Table:
    agents = answer["agents"]
    made = table(f"Agents: {agents['total']}", "by", "how many")
    for noun in ("site", "contract", "skill", "language", "role"):
        made.add_row(noun, escape(", ".join(f"{name} {count}" for name, count in agents[f"by_{noun}"].items()) or "-"))
    return made


def queues(answer: dict[str, Any]) -> Table:
    made = table("Queues", "queue", "channel", "volume", "first", "last", "missing", numbers=("volume", "missing"))
    for queue in answer["queues"]:
        first, last = ((queue[end] or "-----------")[5:16].replace("T", "\u00a0") for end in ("first", "last"))
        volume, missing = f"{queue['volume']:,.0f}", str(queue["missing_intervals"])
        made.add_row(escape(queue["queue"]), queue["channel"], volume, first, last, missing)
    return made


def files(answer: dict[str, Any], console: Console) -> None:
    """How each forecast file tells the time, and what else was read."""
    for file in answer["forecast_files"]:
        console.print(f"{escape(file['file'])}: {file['rows']:,} rows, {escape(', '.join(file['times']))}")
    read = [f"{count:,} {kind.replace('_', ' ')}" for kind, count in answer["rows"].items() if count]
    console.print("also read: " + ", ".join(read))


def queue_days(napkin: dict[str, Any]) -> Table:
    """A row a queue: required / able hours of the week, and each day's share; of several weeks, the worst of each."""
    title = "Hours required / hours of able people; by day, as a share (! more than there are)"
    made = table(title, "queue", "week", *DAYS, numbers=(*DAYS, "week"))
    worst: dict[str, dict[int, dict[str, Any]]] = {}
    for entry in napkin["queue_days"]:
        days = worst.setdefault(entry["queue"], {})
        kept = days.get(entry["date"].weekday())
        if kept is None or _load(entry) > _load(kept):
            days[entry["date"].weekday()] = entry
    weeks = {entry["queue"]: entry for entry in sorted(napkin["queue_weeks"], key=_load)}
    for queue, days in worst.items():
        hours, shares = _hours(weeks.get(queue)), (_share(days.get(weekday)) for weekday in range(7))
        made.add_row(escape(queue), hours, *shares)
    return made


DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _load(entry: dict[str, Any]) -> float:
    return float(entry["required_hours"]) - float(entry["able_hours"])


def _hours(entry: dict[str, Any] | None) -> str:
    if entry is None:
        return "-"
    return _marked(f"{entry['required_hours']:,.0f}/{entry['able_hours']:,.0f}", entry)


def _share(entry: dict[str, Any] | None) -> str:
    if entry is None:
        return "-"
    able = entry["able_hours"]
    return _marked(f"{entry['required_hours'] / able:.0%}" if able else "none", entry)


def _marked(text: str, entry: dict[str, Any]) -> str:
    return f"[bold red]{text}![/]" if entry["short"] else text


def verdicts(napkin: dict[str, Any], console: Console) -> None:
    """What cannot be, one line each."""
    for queue in napkin["queues_no_one_serves"]:
        console.print(f"! queue {escape(queue)}: no agent has its skill and language")
    for entry in (*napkin["queue_days"], *napkin["queue_weeks"]):
        if entry["short"] and entry["able_agents"]:
            span = "week of " if entry in napkin["queue_weeks"] else ""
            console.print(
                f"! queue {escape(entry['queue'])}, {span}{entry['date']}: {entry['required_hours']:g} h required, "
                f"{entry['able_agents']} able people have at most {entry['able_hours']:g} h"
            )
    for one in napkin["contracts_unmet"]:
        console.print(
            f"! {escape(one['agent'])}, week of {one['week']}: {one['days_left']} days left x "
            f"{one['longest_hours']:g} h + {one['credited_hours']:g} h of leave = {one['possible_hours']:g} h, "
            f"below {one['wanted_hours']:g} h"
        )
    for due in napkin["impossible_due"]:
        console.print(
            f"! queue {escape(due['queue'])}: no opening hours can meet its due time; the earliest that they can is "
            f"within_hours = {due['least_hours']:g}"
        )
    if not any(napkin[key] for key in ("queues_no_one_serves", "contracts_unmet", "impossible_due")) and not any(
        entry["short"] for entry in (*napkin["queue_days"], *napkin["queue_weeks"])
    ):
        console.print("Nothing here says that it cannot be done.")


def _day(day: str) -> str:
    return f"{date.fromisoformat(day):%a %d %b}"
