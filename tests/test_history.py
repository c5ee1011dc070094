"""Who held which duty in the weeks before, as earlier report folders say: one place a date, the file first."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from duty_case import leads
from limits_case import days_on
from small_case import MONDAY, PACIFIC, horizon, operation

from scheduler.clock import instant
from scheduler.errors import InputError
from scheduler.history import with_history
from scheduler.operation import Cover
from scheduler.operation.fingerprint import fingerprint

NIGHT = Cover(name="Night", role="lead", kind="on_call", on=("every_day",), hours="20:00-06:00")
HEADER = "cover,tier,start,end,agent,kind\n"
SUNDAY = "2026-12-20"


def report(root, first, *rows, weeks=1, name=None):
    """A report folder from a date on, with rows of duty.csv."""
    folder = root / "reports" / (name or first)
    folder.mkdir(parents=True)
    start, days = MONDAY.fromisoformat(first), 7 * weeks
    ends = [f"{MONDAY.fromordinal(start.toordinal() + step)}T00:00:00-08:00" for step in (0, days)]
    (folder / "summary.json").write_text(json.dumps({"horizon": dict(zip(("start", "end"), ends, strict=True))}))
    (folder / "roster.csv").write_text("agent,date,shift,start,end\n")
    if rows:
        (folder / "duty.csv").write_text(HEADER + "".join(f"{row}\n" for row in rows))
    return folder


def night(agent, day, until="24:00", cover="Night", kind="on_call"):
    end = instant(MONDAY.fromisoformat(day), 60 * int(until[:2]), PACIFIC)
    return f"{cover},,{day}T20:00:00-08:00,{end.isoformat()},{agent},{kind}"


def opened(root, past=(), covers=(NIGHT,), people="AB"):
    made = operation(leads(*people), cover=covers, duty_history=tuple(past), root=root)
    return with_history(made, horizon())


def told(made):
    return [(row.agent, str(row.start)[:16], str(row.end)[:16])
            for row in made.duty_history]  # fmt: skip


def test_duties_of_the_week_before_serve_as_history(tmp_path):
    folder = report(tmp_path, "2026-12-14", night("A", SUNDAY), night("", "2026-12-19"), night("B", "2026-12-18"))
    made, notes = opened(tmp_path)
    assert told(made) == [("B", "2026-12-19 04:00", "2026-12-19 08:00"), ("A", "2026-12-21 04:00", "2026-12-21 08:00")]
    assert notes == (
        f"{folder}: its 0 shifts from 2026-12-14 to 2026-12-20 serve as history",
        f"{folder}: its 2 rows of duties from 2026-12-14 to 2026-12-20 serve as history",
    )


def test_a_date_is_taken_from_the_report_that_began_last(tmp_path):
    """The fortnight says A for two Sundays, the later week B for the second; A's first night is cut between them."""
    report(tmp_path, "2026-12-07", night("A", "2026-12-13", "30:00"), night("A", SUNDAY), weeks=2)
    report(tmp_path, "2026-12-14", night("B", SUNDAY))
    report(tmp_path, "2026-12-21", night("B", "2026-12-21"))  # the week itself
    made, notes = opened(tmp_path)
    assert told(made) == [("A", "2026-12-14 04:00", "2026-12-14 08:00"), ("B", "2026-12-21 04:00", "2026-12-21 08:00")]
    assert "from 2026-12-07 to 2026-12-13" in notes[-1]


def test_the_file_beats_reports_up_to_its_last_date(tmp_path):
    """It says that B held Saturday night until 06:00: of A's rows only Sunday's stays."""
    report(tmp_path, "2026-12-14", night("A", "2026-12-18"), night("A", "2026-12-19", "30:00"), night("A", SUNDAY))
    [saturday] = days_on("B", -2, cover="Night", hours=(20, 30), kind="on_call")
    made, notes = opened(tmp_path, [saturday])
    assert [row.agent for row in made.duty_history] == ["B", "A"]
    assert made.duty_history[0] == saturday
    assert "its 1 rows of duties from 2026-12-20 to 2026-12-20" in notes[-1]


def test_scenarios_and_refused_rosters_are_no_history_of_duties(tmp_path):
    for name in ("2026-12-14-more-volume", "2026-12-14.rejected"):
        report(tmp_path, "2026-12-14", night("A", SUNDAY), name=name)
    made, notes = opened(tmp_path)
    assert (made.duty_history, notes) == ((), ())


def test_who_and_what_is_known_no_more_is_left_out_and_named(tmp_path):
    rows = night("A", SUNDAY), night("Z", "2026-12-18"), night("B", "2026-12-18", cover="Gone")
    report(tmp_path, "2026-12-14", *rows, night("B", "2026-12-18", kind="handover"))
    made, notes = opened(tmp_path)
    assert [row.agent for row in made.duty_history] == ["A"]
    assert notes[-1].endswith("serve as history; left out, as they are known no more: Gone, Z")


def test_a_row_that_cannot_be_read_is_named_by_its_line(tmp_path):
    folder = report(tmp_path, "2026-12-14", "Night,,monday,2026-12-20T22:00:00-08:00,A,on_call")
    with pytest.raises(InputError) as raised:
        opened(tmp_path)
    assert raised.value.complaints[0].startswith(f"{folder}/duty.csv:2: 'monday' is not a time")


def test_a_roster_is_judged_anew_when_other_duties_were_held_before(tmp_path):
    report(tmp_path, "2026-12-14", night("A", SUNDAY))
    made, _ = opened(tmp_path)
    other = replace(made, duty_history=tuple(replace(row, agent="B") for row in made.duty_history))
    assert fingerprint(made, horizon()) != fingerprint(other, horizon())


def test_an_operation_without_duties_asks_for_none(tmp_path):
    report(tmp_path, "2026-12-14", "Gone,,monday,tuesday,A,on_call")
    assert opened(tmp_path, covers=())[0].duty_history == ()
