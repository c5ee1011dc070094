"""`scheduler check` and `scheduler explain` on a workspace of two agents: what is printed, and the exit status."""

import json

import pytest
from check_case import SOUND, run, written
from click.testing import CliRunner

from scheduler.cli import main

BROKEN = (
    SOUND
    + """B,2026-12-21,late,2026-12-21T14:00-08:00,2026-12-21T22:00-08:00,seattle,480
B,2026-12-22,day,2026-12-22T08:00-08:00,2026-12-22T16:00-08:00,seattle,480
"""
)


@pytest.fixture
def workspace(tmp_path):
    return written(tmp_path)


def test_a_sound_roster_breaks_no_limit_and_shows_its_points(workspace):
    done = run(workspace, "check", SOUND)
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "no limit is broken"
    # the lead leaves at 16:00, the duty ends at 18:00; one of two on the day shift: 100
    assert "cover              200,000  2.0 agent-hours without cover" in lines
    assert "headcount              100  1.0 people missing or extra" in lines
    assert "all                200,100" in lines
    assert lines[-1] == "widest in a group: alike in every group"  # the two differ in their roles: no group has two
    assert "breaks and activities are not judged" in done.stderr


def test_a_broken_limit_is_named_and_exits_3(workspace):
    done = run(workspace, "check", BROKEN)
    assert done.exit_code == 3
    assert done.stdout.splitlines()[:3] == [
        "broken limits: 1, agents: 1",
        "rest_hours (1)",
        "  B rests 10 h between late of 2026-12-21 and day of 2026-12-22; the limit is 11 h [contract full]",
    ]


def test_the_same_for_programs(workspace):
    found = json.loads(run(workspace, "check", BROKEN, "--json").stdout)
    assert found["limits_broken"] == 1
    assert (found["findings"][0]["rule"], found["findings"][0]["agent"]) == ("rest_hours", "B")
    assert found["objective"] == sum(found["points"].values())


def test_explain_says_why_nobody_holds_the_duty(workspace):
    done = run(workspace, "explain", SOUND)
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "Mon 2026-12-21 16:00-18:00 Lead: nobody on duty, 2.0 agent-hours. "
        "1 is able; at 16:00: 1 at work at other hours that day (Ann)",
        "Mon 2026-12-21 day: 1 of 2 people missing from the headcount",
    ]
    found = json.loads(run(workspace, "explain", SOUND, "--json").stdout)
    assert found["gaps"][0]["reasons"] == {"at work at other hours that day": 1}


@pytest.mark.parametrize("command", ["check", "explain"])
def test_a_roster_that_is_not_there_is_a_line_and_exit_2(workspace, command):
    done = CliRunner().invoke(main, [command, "nowhere.csv", "-C", str(workspace)])
    assert done.exit_code == 2
    assert done.stderr.startswith("Error: ")
    assert "nowhere.csv" in done.stderr


@pytest.mark.parametrize("command", ["check", "explain"])
def test_help_ends_with_an_example(command):
    assert f"Example: scheduler {command} reports/2026-12-21" in CliRunner().invoke(main, [command, "--help"]).output


IDLE = (
    SOUND
    + """B,2026-12-22,day,2026-12-22T08:00-08:00,2026-12-22T16:00-08:00,seattle,480
B,2026-12-23,day,2026-12-23T08:00-08:00,2026-12-23T16:00-08:00,seattle,480
"""
)


def test_needless_shifts_are_notes_and_change_no_exit_status(workspace):
    """B's Tuesday and Wednesday: nobody is wanted then. A is the lead of Monday."""
    done = run(workspace, "check", IDLE)
    assert done.exit_code == 0
    assert "Note: 2 shifts are needless, 16.0 paid hours: no limit and no point asks for them\n" in done.stderr
    assert "Note:   B Tue 2026-12-22 day 08:00-16:00\n" in done.stderr
    assert "no move shares the work more evenly" in done.stderr
    assert "needless" not in done.stdout


def test_needless_shifts_are_listed_as_json(workspace):
    told = json.loads(run(workspace, "check", IDLE, "--json", "--thorough").stdout)
    assert told["needless_hours"] == 16
    assert told["needless"]["shifts"][0] == {"agent": "B", "date": "2026-12-22", "shift": "day", "paid_minutes": 480}
    assert told["needless"]["tried"] == told["needless"]["all"] == 4
    assert (told["limits_broken"], told["moves"]["found"], told["sharing"]) == (0, [], [])


def test_a_broken_roster_is_judged_for_needless_work_all_the_same(workspace):
    """Row by row, B's Monday 14:00-22:00 is nobody's wish; the rest after it was too short."""
    done = run(workspace, "check", BROKEN)
    assert done.exit_code == 3
    assert "Note: 2 shifts are needless" in done.stderr


def run_with(workspace, summary):
    """What `check` notes beside a summary."""
    (workspace / "summary.json").write_text(summary, encoding="utf-8")
    return run(workspace, "check", IDLE).stderr


def test_the_shifts_that_a_solve_went_on_from_stay(workspace):
    """`--start` gave B's Tuesday: Wednesday alone is needless."""
    from scheduler.cli.start import mark_of

    given = workspace / "given.csv"
    given.write_text("".join(IDLE.splitlines(keepends=True)[:3]), encoding="utf-8")
    manifest = {"start": str(given), "start_mark": mark_of(given)}
    (workspace / "summary.json").write_text(json.dumps({"manifest": manifest}), encoding="utf-8")
    assert "Note: 1 shift is needless, 8.0 paid hours" in run(workspace, "check", IDLE).stderr
    given.write_text("another\n", encoding="utf-8")
    freed = json.dumps({"manifest": {**manifest, "tidy": True}})
    assert "--start" not in run_with(workspace, freed)
    (workspace / "summary.json").write_text(json.dumps({"manifest": manifest}), encoding="utf-8")
    told = run(workspace, "check", IDLE).stderr
    assert "the roster of --start, is not there as it was: its shifts are taken as free" in told
    assert "Note: 2 shifts are needless" in told
