"""`scheduler cover`: the table, the holes, wrong rows, who is on duty at an instant, and the exit status."""

import json

import pytest
from check_case import FILES, SOUND
from click.testing import CliRunner

from scheduler.cli import main

COVER = """[[cover]]
name = "Lead"
role = "lead"
on = ["monday"]
hours = "08:00-18:00"

[[cover]]
name = "Night duty"
role = "lead"
kind = "on_call"
on = ["monday"]
hours = "22:00-06:00"
"""
ACTIVITIES = """agent,start,end,activity
A,2026-12-21T08:00-08:00,2026-12-21T16:00-08:00,idle
A,2026-12-21T22:00-08:00,2026-12-22T06:00-08:00,on_call:Night duty
"""
DUTY = """cover,tier,start,end,agent,kind,reason
Lead,,2026-12-21T08:00:00-08:00,2026-12-21T16:00:00-08:00,A,on_shift,
Lead,,2026-12-21T16:00:00-08:00,2026-12-21T18:00:00-08:00,,on_shift,1 is able; at 16:00: 1 at work at other hours
Night duty,,2026-12-21T22:00:00-08:00,2026-12-22T06:00:00-08:00,A,on_call,
"""
WRONG = DUTY.replace("16:00:00-08:00,A,", "16:00:00-08:00,B,")


@pytest.fixture
def workspace(tmp_path):
    rosters = {"reports/week/roster.csv": SOUND, "reports/week/activities.csv": ACTIVITIES}
    for name, text in {**FILES, **rosters, "config/cover.toml": COVER, "reports/week/duty.csv": DUTY}.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path


def run(workspace, *more):
    return CliRunner().invoke(main, ["cover", "reports/week", "-C", str(workspace), *more])


def test_the_table_and_every_hole_with_its_reason(workspace):
    done = run(workspace)
    assert done.exit_code == 0  # a hole is no fault
    assert done.stdout.splitlines() == [
        "duty                                                   due h    held h    open h",
        "Lead                                                   10.00      8.00      2.00",
        "Night duty                                              8.00      8.00      0.00",
        "",
        "Lead",
        "  open Mon 2026-12-21 16:00-18:00",
        "    1 is able; at 16:00: 1 at work at other hours",
    ]
    assert max(map(len, done.stdout.splitlines())) == 80


def test_the_same_for_programs(workspace):
    found = json.loads(run(workspace, "--json").stdout)
    hole = {
        "start": "2026-12-21T16:00:00-08:00",
        "end": "2026-12-21T18:00:00-08:00",
        "reason": "1 is able; at 16:00: 1 at work at other hours",
    }
    one = {"tier": "", "two_places": []}
    assert found["duties"] == [
        {"cover": "Lead", "minutes": 600, "held": 480, "open": 120, "holes": [hole], **one},
        {"cover": "Night duty", "minutes": 480, "held": 480, "open": 0, "holes": [], **one},
    ]
    assert found["findings"] == []


def test_a_wrong_row_is_told_and_exits_3_as_check_does(workspace):
    (workspace / "reports/week/duty.csv").write_text(WRONG)
    done = run(workspace)
    assert done.exit_code == 3
    told = [
        "broken limits: 1, agents: 1",
        "duty (1)",
        "  B holds Lead Mon 2026-12-21 08:00-16:00 but lacks its role lead or its language",
    ]
    assert done.stdout.splitlines()[:3] == told
    check = CliRunner().invoke(main, ["check", "reports/week", "-C", str(workspace)])
    assert check.exit_code == 3
    assert check.stdout.splitlines()[:3] == told
    found = json.loads(run(workspace, "--json").stdout)
    assert [(row["rule"], row["agent"], row["amount"]) for row in found["findings"]] == [("duty", "B", 480)]
    assert found["duties"][0]["held"] == 0


def test_without_duty_csv_it_says_who_is_able_and_names_nobody(workspace):
    (workspace / "reports/week/duty.csv").unlink()
    done = run(workspace)
    assert done.exit_code == 0
    assert done.stdout.splitlines()[3:] == [
        "",
        "Lead",
        "  open Mon 2026-12-21 16:00-18:00",
        "    nobody who may hold it is at work",
        "  able and at work      8.00 h  A",
        "",
        "Night duty",
        "  able and standing by      8.00 h  A",
    ]
    assert "there is no duty.csv, so nobody is named" in done.stderr
    found = json.loads(run(workspace, "--json").stdout)
    assert [one["able"] for one in found["duties"]] == [[{"agent": "A", "minutes": 480}]] * 2
    now = json.loads(run(workspace, "--at", "2026-12-21T10:00", "--json").stdout)
    assert [(one["agent"], one["able"]) for one in now["duties"]] == [(None, ["A"]), (None, [])]
    lines = run(workspace, "--at", "2026-12-21T10:00").stdout.splitlines()
    assert lines[1:] == ["Lead", "  able and at work: A", "Night duty", "  not due"]


def test_who_is_named_and_away_is_not_told_as_the_holder(workspace):
    """A is named until 18:00 and leaves at 16:00."""
    wrong = DUTY.splitlines()[:2] + DUTY.splitlines()[3:]
    text = "\n".join(wrong).replace("16:00:00-08:00,A,", "18:00:00-08:00,A,") + "\n"
    (workspace / "reports/week/duty.csv").write_text(text, encoding="utf-8")
    times = "since Mon 2026-12-21 08:00, until Mon 2026-12-21 18:00"
    assert run(workspace, "--at", "2026-12-21T15:00").stdout.splitlines()[2] == f"  A Ann {times}"
    told = run(workspace, "--at", "2026-12-21T17:00").stdout.splitlines()[2]
    assert told == f"  A Ann {times}: A is named, who cannot hold it then"


def test_who_holds_each_duty_at_an_instant_and_who_is_next(workspace):
    done = run(workspace, "--at", "2026-12-22T00:30:00+01:00")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "Mon 2026-12-21 15:30 -08:00 (America/Los_Angeles)",
        "Lead",
        "  A Ann since Mon 2026-12-21 08:00, until Mon 2026-12-21 16:00",
        "  next: nobody before the roster ends, Mon 2026-12-28 00:00",
        "Night duty",
        "  not due",
        "  next: A Ann from Mon 2026-12-21 22:00",
    ]
    found = json.loads(run(workspace, "--at", "2026-12-21T16:00", "--json").stdout)
    assert found["at"] == "2026-12-21T16:00:00-08:00"
    assert found["duties"] == [
        {
            "cover": "Lead",
            "tier": "",
            "agent": None,
            "since": "2026-12-21T16:00:00-08:00",
            "until": "2026-12-21T18:00:00-08:00",
            "next": None,
            "next_from": None,
            "due": True,
            "reason": "1 is able; at 16:00: 1 at work at other hours",
        },
        {
            "cover": "Night duty",
            "tier": "",
            "agent": None,
            "since": None,
            "until": None,
            "next": "A",
            "next_from": "2026-12-21T22:00:00-08:00",
            "due": False,
            "reason": "",
        },
    ]
    assert "  open since Mon 2026-12-21 16:00, until Mon 2026-12-21 18:00: 1 is able; at 16:00" in (
        run(workspace, "--at", "2026-12-21T16:00").stdout
    )


@pytest.mark.parametrize(
    ("instant", "told"),
    [
        ("noon", "--at: 'noon' is not a time; write it as 2026-12-21T08:00:00-08:00"),
        ("2026-12-28T00:00", "--at: 2026-12-28T00:00 is outside the roster's horizon; write one from "
         "2026-12-21T00:00:00-08:00 to before 2026-12-28T00:00:00-08:00"),
    ],
)  # fmt: skip
def test_an_instant_that_is_none_or_lies_outside_is_a_line_and_exit_2(workspace, instant, told):
    done = run(workspace, "--at", instant)
    assert (done.exit_code, done.stderr.splitlines()[-1]) == (2, f"Error: {told}")


def test_a_workspace_without_duties_says_so(workspace):
    (workspace / "config/cover.toml").unlink()
    (workspace / "reports/week/activities.csv").write_text("".join(ACTIVITIES.splitlines(True)[:2]))
    (workspace / "reports/week/duty.csv").write_text(DUTY.splitlines()[0] + "\n")
    done = run(workspace)
    assert (done.exit_code, done.stdout) == (0, "no duty is asked for in cover.toml\n")
