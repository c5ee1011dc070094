"""Standby at a place that the law of a site takes for working time: who works there may not hold it as less."""

from __future__ import annotations

from pathlib import Path

import pytest
from duty_files import COVER, LEAD, duties, loaded, roles
from load_case import complaints

STANDBY = LEAD + 'kind = "on_call"\nplace_bound = true\n'
MINUTES = "response_minutes = 15\n"
EU, US = "WTD art. 2(1); CJEU C-344/19, C-580/19", "29 CFR 785.17"


def packs(seattle: str = "", barcelona: str = "") -> tuple[tuple[str, str, str], ...]:
    """Edits that name a pack at either site, and give two people in Barcelona the role."""
    file = "config/sites.toml"
    zones = {"America/Los_Angeles": seattle, "Europe/Madrid": barcelona}
    sites = ((file, f'"{zone}"', f'"{zone}"\nrules = ["{pack}"]') for zone, pack in zones.items() if pack)
    return (*sites, *roles(B01="escalation_lead", B02="escalation_lead"))


def able(made) -> list[str]:
    [tier] = made.tiers
    return [agent.id for agent in made.agents if tier.staffed_by(agent)]


@pytest.mark.parametrize(
    ("keys", "given", "holders"),
    [
        ("", packs(), "A01 A05 B01 B02"),
        ("", packs(seattle="texas"), "B01 B02"),
        ("", packs(seattle="washington"), "B01 B02"),
        ("", packs(barcelona="spain"), "A01 A05 B01 B02"),  # nothing says within what time one must answer
        (MINUTES, packs(barcelona="spain"), "A01 A05"),
        (MINUTES, packs(barcelona="eu"), "A01 A05"),
        ("response_minutes = 20\n", packs(barcelona="eu"), "A01 A05"),
        ("response_minutes = 21\n", packs(barcelona="eu"), "A01 A05 B01 B02"),
        (MINUTES + 'counts_as = "rest"\n', packs("texas", "eu"), ""),
        (MINUTES + 'counts_as = "working"\n', packs("texas", "eu"), "A01 A05 B01 B02"),
    ],
)
def test_who_may_hold_standby_at_a_place(tmp_path: Path, keys: str, given, holders: str) -> None:
    assert able(loaded(tmp_path, STANDBY + keys, edits=given)) == holders.split()


def test_standby_at_home_and_duty_on_shift_are_no_matter_of_it(tmp_path: Path) -> None:
    both = packs("texas", "eu")
    for number, keys in enumerate(('kind = "on_call"\n' + MINUTES, "place_bound = true\n" + MINUTES)):
        assert able(loaded(tmp_path / str(number), LEAD + keys, edits=both)) == ["A01", "A05", "B01", "B02"]


def test_who_may_not_is_named_with_the_article(tmp_path: Path) -> None:
    made = loaded(tmp_path, STANDBY + MINUTES, edits=packs("texas", "eu"))
    fix = "may not hold it; write counts_as = 'working'"
    told = "cover 'Lead': standby at a place within 15 minutes is working time by"
    assert [line for line in made.warnings if "working time" in line] == [
        f"{COVER}:6: {told} {US}, not 'standby': A01 and A05 {fix}",
        f"{COVER}:6: {told} {EU}, not 'standby': B01 and B02 {fix}",
    ]


def test_of_many_the_first_are_named_and_how_many_more(tmp_path: Path) -> None:
    everyone = roles(A02="escalation_lead", A03="escalation_lead")
    made = loaded(tmp_path, STANDBY, edits=(*packs(seattle="washington"), *everyone))
    assert "not 'standby': A01, A02, A03 and 1 more may not hold it" in " ".join(made.warnings)


def test_a_tier_is_barred_alone(tmp_path: Path) -> None:
    keys = 'tiers = ["first", "second"]\ncounts_as = { first = "working", second = "standby" }\n'
    made = loaded(tmp_path, STANDBY + MINUTES + keys, edits=packs(barcelona="eu"))
    assert made.cover[0].barred_sites == {"second": ("barcelona",)}
    assert [tier.staffed_by(made.agent("B01")) for tier in made.tiers] == [True, False]


def test_no_file_bars_a_site(tmp_path: Path) -> None:
    [said] = complaints(duties(tmp_path, LEAD + 'barred_sites = { "" = ["seattle"] }\n'))
    assert said.startswith(f"{COVER}:5: unknown key 'barred_sites' in cover 'Lead'; known: agents, ")
    assert said.count("barred_sites") == 1
