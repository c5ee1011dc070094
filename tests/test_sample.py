"""The sample operation in config/ and forecasts/: made by a seeded script, and all that a real week has."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from scheduler.clock import Horizon, minutes_between, public_holidays
from scheduler.judge import check
from scheduler.load import choose_horizon, load
from scheduler.load.horizon import demand_days
from scheduler.model import SolveSettings
from scheduler.operation import LIVE_CHANNELS, Operation
from scheduler.operation.duty_blocks import blocks_of
from scheduler.operation.duty_hours import duty_windows, merged
from scheduler.result import AND
from scheduler.roster import Duty, Roster
from scheduler.scenarios import run
from scheduler.staffing import staff

ROOT = Path(__file__).parents[1]
MONDAY = date(2026, 12, 21)
NEW_YEAR = date(2026, 12, 28)
MADE = ("agents", "time_off", "wishes", "availability", "fixed", "history")


@pytest.fixture(scope="module")
def operation() -> Operation:
    return load(ROOT)


def make(out: Path, *arguments: str) -> None:
    subprocess.run([sys.executable, str(ROOT / "tools" / "make_sample.py"), "--out", str(out), *arguments], check=True)


def test_the_script_makes_what_is_committed(tmp_path: Path) -> None:
    make(tmp_path)
    forecasts = (f"forecasts/{file.name}" for file in (ROOT / "forecasts").iterdir())
    made = [*(f"config/{name}.csv" for name in MADE), *forecasts]
    assert len(made) == 14
    for name in made:
        assert (tmp_path / name).read_bytes() == (ROOT / name).read_bytes(), name


def test_it_grows(tmp_path: Path, operation: Operation) -> None:
    make(tmp_path, "--agents", "300", "--interval", "15", "--weeks", "2")
    grown = load(tmp_path)
    assert (len(grown.agents), grown.interval_minutes) == (300, 15)
    assert choose_horizon(grown, None, 2).first == MONDAY
    assert grown.forecast.volume.sum() / (300 / 120) == pytest.approx(operation.forecast.volume.sum(), rel=0.05)


def test_it_has_what_the_issue_lists(operation: Operation) -> None:
    assert not operation.warnings
    assert len(operation.agents) == 120
    assert set(operation.sites) == {"seattle", "spokane", "san_antonio", "barcelona", "remote"}
    queues = operation.queues.values()
    assert {queue.channel for queue in queues} == {"phone", "sms", "email", "case"}
    assert {queue.language for queue in queues} == {"en", "es", "fr", "de", "it"}
    assert {queue.skill for queue in queues} == {"general", "trust_safety", "incidents", "vet_claims", "safety_reviews"}
    assert 12 <= len({(agent.skills, agent.languages) for agent in operation.agents}) <= 25
    assert {"full-time", "four-ten", "part-time"} <= {agent.contract for agent in operation.agents}
    assert len({agent.time_zone for agent in operation.agents if agent.site == "remote"}) > 1
    kinds = Counter(row.kind for row in operation.leave)
    assert kinds["vacation"] > 10
    assert min(len(operation.wishes), len(operation.availability), len(operation.pins), len(kinds)) >= 4
    assert {row.day for row in operation.history} == {MONDAY - timedelta(days=back) for back in range(1, 15)}


def test_holidays_differ_by_site(operation: Operation) -> None:
    def free(site: str) -> set[int]:
        row = operation.sites[site]
        days = {*public_holidays(str(row.holidays), 2026), *row.extra_holidays}
        return {day.day for day in days if MONDAY <= day <= date(2026, 12, 27)}

    assert {site: free(site) for site in operation.sites} == {
        "seattle": {25},
        "spokane": {25},
        "san_antonio": {24, 25},
        "barcelona": {25, 26},
        "remote": {25},
    }


@pytest.mark.parametrize("monday", [MONDAY, NEW_YEAR])
def test_both_weeks_are_read_and_have_a_forecast_of_their_own(monday: date) -> None:
    files = sorted(f"forecasts/{file.name}" for file in (ROOT / "forecasts").iterdir())
    own = [name for name in files if ("new-year-" in name) == (monday == NEW_YEAR)]
    operation = load(ROOT, forecast=own)
    horizon = choose_horizon(operation, monday)
    assert not operation.warnings
    assert len(own) == 4
    assert {horizon.week_index(day) for day in demand_days(operation)} == {0}
    assert len(demand_days(operation)) == 7


def test_escalations_are_covered_around_the_clock(operation: Operation) -> None:
    """Two at work at each minute; who runs an incident sits in Barcelona or the United States, or hands over."""
    lead, barcelona, states = operation.cover[:3]
    assert (lead.on, lead.hours) == (("every_day",), (0, 1440))
    assert [(tier.name, tier.kind) for tier in lead.parts] == [("primary", "on_shift"), ("backup", "on_shift")]
    horizon = choose_horizon(operation, MONDAY)
    spans = [span for cover in (barcelona, states) for _, *span in duty_windows(operation, horizon, cover)]
    assert merged([(start, end) for start, end in spans]) == [(0, horizon.minutes)]
    # the change in the morning of seven days and the one at night of six: half an hour each
    assert sum(end - start for start, end in spans) - horizon.minutes == 30 * (7 + 6)


def test_safety_stands_by_at_nights_and_around_the_clock_on_free_days(operation: Operation) -> None:
    """Four nights of ten hours, the six before the first morning, and from Friday's holiday on all hours."""
    safety = next(cover for cover in operation.cover if cover.name == "Safety duty")
    for monday in (MONDAY, NEW_YEAR):  # Christmas and New Year are Fridays
        horizon = choose_horizon(operation, monday)
        blocks = blocks_of(operation, horizon, safety)
        assert [block.minutes / 60 for block in blocks] == [6, 10, 10, 10, 10, 24 + 24 + 18]
    assert all(tier.on_call and not tier.cover.place_bound for tier in safety.parts)


@pytest.mark.parametrize("monday", [MONDAY, NEW_YEAR])
def test_each_tier_has_people_who_are_there(operation: Operation, monday: date) -> None:
    """Three or more beside those who have leave that week; with them, five."""
    horizon = choose_horizon(operation, monday)
    days = {monday + timedelta(days=step) for step in range(7)}
    away = {row.agent for row in operation.leave if row.first_day and days & {row.first_day, row.last_day}}
    for tier in (tier for tier in operation.tiers if duty_windows(operation, horizon, tier.cover)):
        able = [agent for agent in operation.agents if tier.staffed_by(agent) and agent.id not in away]
        assert len(able) >= 3, tier.label
        assert sum(map(tier.staffed_by, operation.agents)) >= 5, tier.label


def test_duties_that_are_due(operation: Operation) -> None:
    """All of them in Christmas week; at New Year all but the vet lead of the three days of Christmas."""

    def due(monday: date) -> list[str]:
        horizon = choose_horizon(operation, monday)
        return [cover.name for cover in operation.cover if duty_windows(operation, horizon, cover)]

    assert due(MONDAY) == [cover.name for cover in operation.cover]
    assert due(NEW_YEAR) == [name for name in due(MONDAY) if name != "Vet lead, Christmas"]


def test_every_queue_has_people(operation: Operation) -> None:
    for queue in operation.queues.values():
        assert sum(agent.serves(queue) for agent in operation.agents) >= 4, queue.id


def test_the_past_keeps_every_limit(operation: Operation) -> None:
    """The fourteen days as a roster of their own two weeks: contracts, laws, leave and availability all hold."""
    duties = []
    for row in operation.history:
        site, shift = operation.agent(row.agent).site, operation.shifts[row.shift]
        paid = operation.paid_minutes(site, shift, minutes_between(row.start, row.end))
        duties.append(Duty(row.agent, row.day, row.shift, row.start, row.end, site, paid))
    weeks = Horizon(MONDAY - timedelta(days=14), 2, operation.time_zone)
    assert check(replace(operation, history=()), weeks, Roster(tuple(duties), breaks_known=False)) == ()


def test_the_week_is_honestly_loaded(operation: Operation) -> None:
    """Live work is 100 to 110 % of what people can give after leave and rests, so a few percent must be missing."""
    horizon = choose_horizon(operation, None)
    requirement = staff(operation, horizon)
    hours = requirement.required.sum(axis=1) * operation.interval_minutes / 60
    live = np.array([operation.queues[queue].channel in LIVE_CHANNELS for queue in requirement.queues])
    paid = {"full-time": 40, "full-time-nights": 40, "four-ten": 40, "full-time-bcn": 40}
    given = 0.94 * (sum(paid.get(agent.contract, 22.5) for agent in operation.agents) - 370)  # rests; leave of the week
    assert 1.00 <= hours[live].sum() / given <= 1.10
    assert 0.04 <= hours[~live].sum() / given <= 0.12  # and what may wait and nobody does between contacts comes on top


def test_the_solver_believes_what_is_counted(operation: Operation) -> None:
    """Seconds of search on the whole week: every goal is known to the model, and none is apart from the count."""
    answer = run(operation, choose_horizon(operation, None), SolveSettings(time_limit=3))
    assert not answer.findings
    assert [row.message for row in answer.agreement.apart] == []
    known = {goal for row in answer.agreement.rows for goal in row.goal.split(AND)}
    assert {goal for goal, points in answer.score.points.items() if points} <= known


@pytest.mark.parametrize("name", ["more-volume", "six-more-in-barcelona", "looser-starts"])
def test_scenarios_change_what_they_say(operation: Operation, name: str) -> None:
    changed = load(ROOT, scenario=name)
    ratio = changed.forecast.volume.sum() / operation.forecast.volume.sum()
    spread = "start_spread_hours" in changed.contracts["full-time"].limits
    service = changed.queues["general-calls-en"].service
    assert service is not None
    seen = (round(ratio, 6), len(changed.agents), spread, service.share)
    assert seen == {
        "more-volume": (1.2, 120, True, 0.8),
        "six-more-in-barcelona": (1.0, 126, True, 0.8),
        "looser-starts": (1.0, 120, False, 0.9),
    }[name]
