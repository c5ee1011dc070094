"""Who may hold a duty, said before the solve: what nobody has, more places than people, and who is the only one."""

from __future__ import annotations

from pathlib import Path

import pytest
from duty_files import COVER, LEAD, roles, warnings

OPEN = "it will stay open"
SHORT = "cover 'Lead': it has {} places at once and {} may hold them, one each; 1 will stay open"
ONE_DAY = "one person cannot hold it day after day"


def test_a_language_is_said_to_lack_and_not_the_role(tmp_path: Path) -> None:
    """A02 alone has the role and speaks English; others speak Spanish. Before, the role was said to be nobody's."""
    table = 'name = "Lead"\nrole = "vet"\nlanguage = "es"\n'
    assert warnings(tmp_path, table, edits=roles(A02="vet")) == [
        f"{COVER}:4: cover 'Lead' wants language 'es', which nobody with role 'vet' has; {OPEN}"
    ]


def test_where_the_law_keeps_everybody_away_that_is_said(tmp_path: Path) -> None:
    pack = ("config/sites.toml", '"America/Los_Angeles"', '"America/Los_Angeles"\nrules = ["texas"]')
    table = LEAD + 'kind = "on_call"\nplace_bound = true\n'
    assert warnings(tmp_path, table, edits=(pack,)) == [
        f"{COVER}:3: cover 'Lead': nobody may hold it, by the law of their sites; {OPEN}",
        f"{COVER}:6: cover 'Lead': standby at a place is working time by 29 CFR 785.17, not 'standby': "
        "A01 and A05 may not hold it; write counts_as = 'working'",
    ]


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("agents = 2\n", ""),
        ("agents = 3\n", "5: " + SHORT.format("3", "2 people")),
        ('tiers = ["a", "b"]\n', ""),
        ('agents = { a = 2 }\ntiers = ["a", "b"]\n', "5: " + SHORT.format("3", "2 people")),
        ('agents = 2\nlanguage = "es"\n', "5: " + SHORT.format("2", "1 person")),
        # A05 alone speaks Spanish and is wanted in both tiers; A01 has no place.
        (
            'agents = 1\ntiers = ["a", "b", "c"]\nlanguage = { a = "es", b = "es" }\n',
            "5: " + SHORT.format("3", "2 people"),
        ),
    ],
)
def test_nobody_counts_for_two_places_at_once(tmp_path: Path, keys: str, said: str) -> None:
    assert warnings(tmp_path, LEAD + keys) == ([f"{COVER}:{said}"] if said else [])


@pytest.mark.parametrize(
    ("on", "told"),
    [
        ('["every_day"]', True),
        ('["monday"]', False),
        ('["monday", "wednesday"]', False),
        ('["sunday", "monday"]', True),
        ('["weekend"]', True),
        ("[2027-01-12, 2027-01-14]", False),
        ("[2027-01-12, 2027-01-13]", True),
    ],
)
def test_one_person_is_named_where_days_follow_each_other(tmp_path: Path, on: str, told: bool) -> None:
    table = LEAD.replace('["monday"]', on) + 'language = "es"\n'
    said = f"{COVER}:3: cover 'Lead': only A05 may hold it; {ONE_DAY}"
    assert warnings(tmp_path, table) == ([said] if told else [])
