"""Operations of 120 to 1,000 agents at three sites with ten duties of every kind, drawn from a seed.

Half the seeds have hours in which everybody who may hold one role is on leave: their duties are certainly open then.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.drawn import Table, toml
from benchmarks.duty_tables import CONTRACTS, QUEUES, SHIFTS, SITES, ZONE, duties

HOLDERS = {120: 20, 300: 60, 1000: 200}
"""Agents -> those of them who hold duties; other sizes have a sixth."""
EACH = 20
"""Holders for each place of a tier."""
ROLES = ("lead", "manager", "safety", "vet", "platform")
SHUT = ("lead", "vet", "platform")
"""Roles of which everybody may be on leave at once."""
WEEKS = (date(2026, 11, 9), date(2026, 12, 21), date(2026, 10, 26), date(2026, 5, 4))
"""A plain week, Christmas, the week in which clocks change in America, a plain one of summer time."""
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Shut:
    """Hours in which everybody with the role is on leave (instants in UTC)."""

    role: str
    start: datetime
    end: datetime


@dataclass
class DutyOperation:
    """The files of an operation, and what is known of it."""

    seed: int
    agents: int
    first: date
    files: dict[str, str]
    people: list[tuple[str, ...]] = field(default_factory=list)
    """Rows of agents.csv."""
    shut: Shut | None = None

    @property
    def holders(self) -> int:
        return holders_of(self.agents)

    def write(self, folder: Path) -> None:
        """Write the workspace."""
        for name, text in self.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")

    def shut_down(self, shut: Shut) -> None:
        """Send everybody with the role on leave; no hours are credited for it."""
        self.shut = shut
        leave = Table("agent,start,end,kind,hours")
        for agent, _, site, _, _, _, roles in self.people:
            if shut.role in roles.split(";"):
                zone = ZoneInfo(str(SITES[site]["time_zone"]))
                start, end = (moment.astimezone(zone).strftime("%Y-%m-%dT%H:%M") for moment in (shut.start, shut.end))
                leave.rows.append((agent, start, end, "unpaid", 0))
        others = self.files["config/time_off.csv"].partition("\n")[2]
        self.files["config/time_off.csv"] = leave.text() + others


def holders_of(agents: int) -> int:
    """How many of the agents hold duties."""
    return HOLDERS.get(agents, max(EACH, agents // 6))


def drawn(agents: int, seed: int, attempt: int = 0) -> DutyOperation:
    """The operation of that seed, in which nobody with a role is on leave yet."""
    chance = random.Random(f"duty {agents} {seed} {attempt}")
    first = WEEKS[seed % len(WEEKS)]
    holders = holders_of(agents)
    places = holders // EACH
    people = [*_people(chance, agents, holders)]
    forecast = Table("queue,start,minutes,volume,handle_seconds", [*_volumes(first, agents)])
    operation = {
        "name": f"Duty {seed}",
        "time_zone": ZONE,
        "week_starts": "monday",
        "interval_minutes": 30,
        "shift_step_minutes": 30,
        "break_step_minutes": 30,
    }
    files = {
        "config/operation.toml": toml({"": operation}),
        "config/sites.toml": toml(SITES),
        "config/queues.toml": toml(QUEUES),
        "config/shifts.toml": toml(SHIFTS),
        "config/contracts.toml": toml(CONTRACTS),
        "config/cover.toml": toml({"cover": duties(chance, places)}),
        "config/agents.csv": Table("agent,name,site,contract,skills,languages,roles", [*people]).text(),
        "config/time_off.csv": _leave(chance, people, first).text(),
        "forecasts/week.csv": forecast.text(),
    }
    return DutyOperation(seed, agents, first, files, people)


def _people(chance: random.Random, agents: int, holders: int) -> Iterator[tuple[str, ...]]:
    """Holders come first: half of them in Seattle, each with two or three roles, so that each role has many."""
    sites = [*SITES]
    for number in range(agents):
        site = sites[(0, 0, 1, 2)[number % 4]]
        spanish = site == "barcelona" or chance.random() < 0.25
        holds = number < holders
        roles = {ROLES[number % 5], *chance.sample(ROLES, 2)} if holds else set[str]()
        skills = "calls" if chance.random() < 0.3 else "calls;text"
        contract = "duty" if holds else "steady"
        words = (skills, "en;es" if spanish else "en", ";".join(sorted(roles)))
        yield (f"A{number + 1:04d}", f"Agent {number + 1}", site, contract, *words)


def _leave(chance: random.Random, people: list[tuple[str, ...]], first: date) -> Table:
    """A day or three off for some of those who hold no duty."""
    table = Table("agent,start,end,kind,hours")
    for agent, *_, roles in people:
        if not roles and chance.random() < 0.06:
            begin = first + timedelta(days=chance.randrange(5))
            table.rows.append((agent, begin, begin + timedelta(days=chance.choice((0, 2))), "vacation", None))
    return table


def _volumes(first: date, agents: int) -> Iterator[tuple[object, ...]]:
    """Each queue swings once a day; its busiest half hour grows with the agents."""
    midnight = datetime(first.year, first.month, first.day, tzinfo=ZoneInfo(ZONE)).astimezone(UTC)
    for queue, busiest, seconds, least, peak in WORK:
        for half in range(2 * 24 * 7):
            start = (midnight + half * HOUR / 2).astimezone(ZoneInfo(ZONE))
            hour = start.hour + start.minute / 60
            swing = least + (1 - least) * (1 + math.cos((hour - peak) / 12 * math.pi)) / 2
            volume = busiest * agents / 120 * swing * (0.7 if start.weekday() > 4 else 1.0)
            yield queue, start.isoformat(), 30, f"{volume:.2f}", seconds


WORK = (
    ("calls-en", 62, 420, 0.35, 13.0),
    ("calls-es", 14, 480, 0.3, 4.0),
    ("text-en", 50, 400, 0.3, 15.0),
    ("mail-en", 30, 360, 0.4, 10.0),
)
"""Queue, contacts of 120 agents' busiest half hour, seconds each, the share of that at its least, its busiest hour."""
