"""A scenario changes what it says and nothing else; what is wrong in it is said at its own line."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from load_case import broken, complaints

from scheduler.errors import InputError
from scheduler.load import load

FILE = "config/scenarios/test.toml"


def test_factors_scale_volume_and_handle_time(tmp_path: Path) -> None:
    text = "volume_factor = 2\n[queues.calls-en]\nvolume_factor = 1.5\nhandle_factor = 0.5\n"
    folder = broken(tmp_path, (FILE, "*", text))
    base, busy = load(folder).forecast, load(folder, scenario="test").forecast
    calls = base.queue_index == base.queue.index("calls-en")
    np.testing.assert_allclose(busy.volume[calls], 3 * base.volume[calls])
    np.testing.assert_allclose(busy.volume[~calls], 2 * base.volume[~calls])
    np.testing.assert_allclose(busy.handle_seconds[calls], base.handle_seconds[calls] / 2)
    np.testing.assert_allclose(busy.handle_seconds[~calls], base.handle_seconds[~calls])


def test_a_key_of_a_table_is_changed_and_its_neighbours_stay(tmp_path: Path) -> None:
    text = """
remove = ["contracts.full-time.days_in_a_row"]
[contracts.full-time]
rest_hours = 12
hours_week = { max = 38 }
[queues.calls-en]
service = { share = 0.9 }
[cover."Escalation lead"]
agents = 2
[rules]
rest_hours = 10
[goals.short]
"""
    operation = load(broken(tmp_path, (FILE, "*", text)), scenario="test")
    limits = operation.contracts["full-time"].limits
    assert limits["rest_hours"] == 12
    assert limits["hours_week"] == {"min": 37.5, "max": 38}
    assert "days_in_a_row" not in limits
    service = operation.queues["calls-en"].service
    assert service is not None
    assert (service.share, service.within_seconds) == (0.9, 30)
    assert operation.cover[0].agents == 2
    assert operation.rules == {"rest_hours": 10}


def test_agents_come_go_and_change(tmp_path: Path) -> None:
    text = """
[agents]
add = [{ count = 2, like = "A02", languages = ["en", "es"] }, { agent = "Z", like = "B03", contract = "part-time" }]
remove = ["B01"]
[agents.set.A03]
skills = "general"
"""
    folder = broken(tmp_path, (FILE, "*", text))
    base, changed = load(folder), load(folder, scenario="test")
    assert {agent.id for agent in changed.agents} - {agent.id for agent in base.agents} == {"Z", "hired-1", "hired-2"}
    assert "B01" not in {agent.id for agent in changed.agents}
    assert changed.agent("hired-2").languages == ("en", "es")
    assert changed.agent("hired-1").contract == "full-time"
    assert changed.agent("Z").contract == "part-time"
    assert changed.agent("A03").skills == ("general",)
    assert changed.agent("A02") == base.agent("A02")
    assert FILE in changed.inputs


def test_rows_of_those_who_leave_are_passed_over(tmp_path: Path) -> None:
    folder = broken(tmp_path, (FILE, "*", "[agents]\nremove = ['A02', 'A04']\n"))
    operation = load(folder, scenario="test")
    assert (len(operation.agents), len(operation.leave), len(operation.wishes)) == (10, 0, 1)


def test_a_scenario_that_does_not_exist_names_those_that_do(tmp_path: Path) -> None:
    with pytest.raises(InputError) as raised:
        load(broken(tmp_path), scenario="bussy")
    said = "config/scenarios/bussy.toml: no such scenario; did you mean 'busy'? There are: busy"
    assert raised.value.complaints == (said,)


def test_what_is_wrong_in_a_scenario_is_said_at_its_line(tmp_path: Path) -> None:
    text = """volume_factor = "much"
remove = ["contracts.full-time.rest"]
[queue.calls-en]
[queues.calls-en]
max_occupancy = 2
[contracts.full-time]
rest_hour = 12
[agents]
remove = ["A99"]
add = [{ count = 0, like = "A02" }, { like = "A02", skill = "x" }]
[agents.set.A01]
role = "x"
"""
    assert complaints(broken(tmp_path, (FILE, "*", text)), scenario="test") == [
        f"{FILE}:1: volume_factor is 'much'; write a factor such as 1.2",
        f"{FILE}:2: nothing is called 'contracts.full-time.rest'; write FILE.TABLE or FILE.TABLE.KEY, "
        "such as contracts.full-time.rest_hours",
        f"{FILE}:3: unknown key 'queue' in a scenario; did you mean 'queues'?",
        f"{FILE}:5: queue 'calls-en': max_occupancy is 2; it must be less than or equal to 1",
        f"{FILE}:7: no limit 'rest_hour'; did you mean 'rest_hours'?",
        f"{FILE}:9: unknown agent 'A99'; known: A01, A02, A03, A04, A05, A06, A07, A08, B01, B02, B03, B04",
        f"{FILE}:10: count is 0; write how many people, 1 or more",
        f"{FILE}:10: unknown key 'skill' of an agent; did you mean 'skills'?",
        f"{FILE}:12: unknown key 'role' of an agent; did you mean 'roles'?",
    ]
