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
from scheduler.model import SolveSettings
from scheduler.operation import LIVE_CHANNELS, Operation
from scheduler.result import AND
from scheduler.roster import Duty, Roster
from scheduler.scenarios import run
from scheduler.staffing import staff

ROOT = Path(__file__).parents[1]
MONDAY = date(2026, 12, 21)
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
    assert len(made) == 10
    for name in made:
        assert (tmp_path / name).read_bytes() == (ROOT / name).read_bytes(), name


def test_it_grows(tmp_path: Path, operation: Operation) -> None:
    make(tmp_path, "--agents", "300", "--interval", "15", "--weeks", "2")
    grown = load(tmp_path)
    assert (len(grown.agents), grown.interval_minutes) == (300, 15)
    assert choose_horizon(grown, None, 2).first == MONDAY
    per_head = grown.forecast.volume.sum() / operation.forecast.volume.sum() / (300 / 120)
    assert per_head == pytest.approx(2, rel=0.1)


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


def test_escalations_are_covered_around_the_clock(operation: Operation) -> None:
    always = [cover for cover in operation.cover if cover.on == ("every_day",) and cover.hours == (0, 1440)]
    assert [cover.role for cover in always] == ["escalation_lead"]
    assert any({"weekend", "holiday"} <= set(cover.on) for cover in operation.cover)
    for cover in operation.cover:
        assert sum(map(cover.staffed_by, operation.agents)) >= 5, cover.name


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
    assert 0.08 <= hours[~live].sum() / given <= 0.16  # and what may wait comes on top


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
