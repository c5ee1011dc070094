"""Who works here: sites, skills, languages, roles and contracts in the proportions of a real operation."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

US_ZONES = ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles")
SITE_ZONES = {
    "seattle": "America/Los_Angeles",
    "spokane": "America/Los_Angeles",
    "san_antonio": "America/Chicago",
    "barcelona": "Europe/Madrid",
}
NAMES = Path(__file__).with_name("names.txt")
"""First names, an empty line, family names."""

FULL, NIGHTS, FOUR, PART = "full-time", "full-time-nights", "four-ten", "part-time"


@dataclass(frozen=True)
class Post:
    """A kind of job at a site: how many of 120 people hold it, and what they can do."""

    count: int
    site: str
    skills: str
    languages: str
    contracts: Sequence[str] = (FULL, FOUR, FULL, PART)
    """Given out in turn."""
    leads: int = 0
    """How many of the first holders are escalation leads."""


POSTS = (
    Post(8, "seattle", "general", "en"),
    Post(4, "seattle", "general;trust_safety", "en", (FULL, FOUR, FULL)),
    Post(8, "seattle", "general;trust_safety;incidents", "en", (FULL, NIGHTS, FOUR), 3),
    Post(4, "seattle", "trust_safety;incidents;safety_reviews", "en;es", (FULL, NIGHTS, FOUR, FULL), 2),
    Post(3, "seattle", "general;vet_claims", "en", (FULL, FOUR, PART)),
    Post(3, "seattle", "trust_safety;safety_reviews", "en", (FULL, FOUR, FULL)),
    Post(7, "spokane", "general", "en", (FOUR, FULL, PART, FULL)),
    Post(4, "spokane", "general;vet_claims", "en"),
    Post(4, "spokane", "general;trust_safety;incidents", "en", (FULL, NIGHTS, FOUR), 2),
    Post(3, "spokane", "general", "en;es", (FOUR, FULL, FULL)),
    Post(8, "san_antonio", "general", "en;es", (FULL, FULL, FOUR, PART)),
    Post(7, "san_antonio", "general", "en", (FULL, FOUR, PART, FULL)),
    Post(5, "san_antonio", "general;trust_safety", "en;es", (FULL, FOUR)),
    Post(6, "san_antonio", "general;trust_safety;incidents", "en;es", (FULL, FOUR), 3),
    Post(4, "san_antonio", "general;vet_claims", "en;es", (FULL, FOUR, FULL, PART)),
    Post(4, "barcelona", "general", "en;es;fr", (FULL, FULL, FULL, PART)),
    Post(5, "barcelona", "general", "en;es;de", (FULL, FULL, PART)),
    Post(4, "barcelona", "general", "en;es;it", (FULL, FULL, FULL, PART)),
    Post(2, "barcelona", "general", "fr;de;it", (FULL,)),
    Post(6, "barcelona", "general;trust_safety;incidents", "en;es", (FULL,), 3),
    Post(3, "barcelona", "general;trust_safety", "en;fr;de", (FULL, FULL, PART)),
    Post(4, "remote", "general", "en", (FULL, FOUR, PART, FULL)),
    Post(4, "remote", "general;vet_claims", "en"),
    Post(3, "remote", "trust_safety;safety_reviews", "en", (FULL, FOUR, FULL)),
    Post(4, "remote", "general;trust_safety;incidents", "en", (FULL, NIGHTS, FOUR), 1),
    Post(3, "remote", "general", "en;es", (FULL, FOUR, FULL)),
)


@dataclass(frozen=True)
class Person:
    """One row of agents.csv."""

    id: str
    name: str
    site: str
    contract: str
    skills: str
    languages: str
    roles: str
    time_zone: str
    """Empty where the site's clocks hold."""

    @property
    def clock(self) -> str:
        """The zone that the person's own times are local to."""
        return self.time_zone or SITE_ZONES[self.site]


def hire(agents: int, chance: random.Random) -> list[Person]:
    """So many people, in the proportions of `POSTS`."""
    first_names, last_names = (part.split() for part in NAMES.read_text(encoding="utf-8").split("\n\n"))
    names = [f"{first} {last}" for first in first_names for last in last_names]
    chance.shuffle(names)
    zones, staff = cycle(US_ZONES), list[Person]()
    for post, count in zip(POSTS, shares([post.count for post in POSTS], agents), strict=True):
        leads = -(-post.leads * count // post.count)
        for number in range(count):
            staff.append(
                Person(
                    id=f"A{len(staff) + 1:0{max(3, len(str(agents)))}d}",
                    name=names[len(staff) % len(names)],
                    site=post.site,
                    contract=contract(post, number),
                    skills=post.skills,
                    languages=post.languages,
                    roles=";".join(roles(post, number, leads)),
                    time_zone=next(zones) if post.site == "remote" else "",
                )
            )
    return staff


def shares(counts: Sequence[int], total: int) -> list[int]:
    """Whole numbers in those proportions that sum to `total` (largest remainders first)."""
    exact = [count * total / sum(counts) for count in counts]
    whole = [int(share) for share in exact]
    by_remainder = sorted(range(len(counts)), key=lambda row: whole[row] - exact[row])
    for row in by_remainder[: total - sum(whole)]:
        whole[row] += 1
    return whole


def contract(post: Post, number: int) -> str:
    """The contract of a post's n-th holder; Barcelona has its own."""
    name = post.contracts[number % len(post.contracts)]
    return f"{name}-bcn" if post.site == "barcelona" else name


def roles(post: Post, number: int, leads: int) -> Iterable[str]:
    """Duties beside the queues: escalation lead, vet lead, standby."""
    if number < leads:
        yield "escalation_lead"
    if "incidents" in post.skills:
        yield "escalation_backup"
    if "incidents" in post.skills and number >= min(leads, 1) and "safety_reviews" not in post.skills:
        yield "incident_manager_bcn" if post.site == "barcelona" else "incident_manager_us"
    if "vet_claims" in post.skills and number % 2 == 0:
        yield "vet_lead"
    if "safety_reviews" in post.skills or ("trust_safety" in post.skills and post.site == "barcelona"):
        yield "safety_standby"


def write(file: Path, staff: Sequence[Person]) -> None:
    """agents.csv."""
    rows = [
        (p.id, p.name, p.site, p.contract, p.skills, p.languages, p.roles, p.time_zone, "", "") for p in staff
    ]
    write_csv(file, "agent,name,site,contract,skills,languages,roles,time_zone,from,until", rows)


def write_csv(file: Path, header: str, rows: Iterable[Sequence[object]]) -> None:
    """A table with a header; `\\n` at the ends of lines everywhere, so that the same seed gives the same bytes."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(header.split(","))
        table.writerows(rows)
