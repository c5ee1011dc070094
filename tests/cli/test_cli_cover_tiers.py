"""`scheduler cover` and `--at` tell tiers in the order of cover.toml, whatever the order of duty.csv."""

import json

import pytest
from check_case import FILES, SOUND
from click.testing import CliRunner

from scheduler.cli import main

COVER = """[[cover]]
name = "Safety"
tiers = ["second", "first"]
role = "lead"
on = ["monday"]
hours = "08:00-16:00"
max_in_a_row = 1

[[cover]]
name = "Alarm"
role = "lead"
on = ["monday"]
hours = "08:00-10:00"
"""
DUTY = """cover,tier,start,end,agent,kind,reason
Alarm,,2026-12-21T08:00:00-08:00,2026-12-21T10:00:00-08:00,A,on_shift,
Safety,first,2026-12-21T08:00:00-08:00,2026-12-21T16:00:00-08:00,,on_shift,nobody else has the role
Safety,second,2026-12-21T08:00:00-08:00,2026-12-21T16:00:00-08:00,A,on_shift,
"""


@pytest.fixture
def workspace(tmp_path):
    given = {"config/cover.toml": COVER, "reports/week/roster.csv": SOUND, "reports/week/duty.csv": DUTY}
    for name, text in {**FILES, **given}.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path


def run(workspace, *more):
    return CliRunner().invoke(main, ["cover", "reports/week", "-C", str(workspace), *more])


def test_the_table_has_a_line_a_tier(workspace):
    done = run(workspace)
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "duty                                                   due h    held h    open h",
        "Safety/second                                           8.00      8.00      0.00",
        "Safety/first                                            8.00      0.00      8.00",
        "Alarm                                                   2.00      2.00      0.00",
        "",
        "Safety/first",
        "  open Mon 2026-12-21 08:00-16:00",
        "    nobody else has the role",
    ]


def test_programs_get_a_row_a_tier(workspace):
    found = json.loads(run(workspace, "--json").stdout)
    told = [(one["cover"], one["tier"], one["minutes"], one["held"], one["two_places"]) for one in found["duties"]]
    assert told == [("Safety", "second", 480, 480, []), ("Safety", "first", 480, 0, []), ("Alarm", "", 120, 120, [])]


def test_who_holds_each_tier_at_an_instant(workspace):
    assert run(workspace, "--at", "2026-12-21T09:00").stdout.splitlines() == [
        "Mon 2026-12-21 09:00 -08:00 (America/Los_Angeles)",
        "Safety/second",
        "  A Ann since Mon 2026-12-21 08:00, until Mon 2026-12-21 16:00",
        "  next: nobody before the roster ends, Mon 2026-12-28 00:00",
        "Safety/first",
        "  open since Mon 2026-12-21 08:00, until Mon 2026-12-21 16:00: nobody else has the role",
        "  next: nobody before the roster ends, Mon 2026-12-28 00:00",
        "Alarm",
        "  A Ann since Mon 2026-12-21 08:00, until Mon 2026-12-21 10:00",
        "  next: nobody before the roster ends, Mon 2026-12-28 00:00",
    ]
    found = json.loads(run(workspace, "--at", "2026-12-21T09:00", "--json").stdout)
    assert [(one["cover"], one["tier"], one["agent"]) for one in found["duties"]] == [
        ("Safety", "second", "A"), ("Safety", "first", None), ("Alarm", "", "A"),
    ]  # fmt: skip


def test_two_tiers_at_once_are_told_and_exit_3(workspace):
    both = DUTY.replace(",,on_shift,nobody else has the role", ",A,on_shift,")
    (workspace / "reports/week/duty.csv").write_text(both)
    done = run(workspace)
    assert done.exit_code == 3
    text = "A holds two tiers of Safety at once, first and second, Mon 2026-12-21 08:00-16:00"
    assert text in done.stdout
    assert [one["two_places"] for one in json.loads(run(workspace, "--json").stdout)["duties"]] == [["A"], ["A"], []]


def test_a_row_of_handover_is_read(workspace):
    more = "Alarm,,2026-12-21T08:00:00-08:00,2026-12-21T08:15:00-08:00,A,handover,\n"
    (workspace / "reports/week/duty.csv").write_text(DUTY + more)
    done = run(workspace)
    assert done.exit_code == 3
    assert "A takes over Alarm Mon 2026-12-21 08:00-08:15, but the duty has no handover_minutes" in done.stdout
