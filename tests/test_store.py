"""Folders are written whole or not at all, planners' edits are safe, and earlier weeks serve as history."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from fake_answer import MONDAY, fake_answer, fake_operation

from scheduler.clock import Horizon
from scheduler.errors import InputError
from scheduler.history import with_history
from scheduler.operation import Worked
from scheduler.report import write
from scheduler.store import write_whole

OLD = {"roster.csv": b"old\n", "page/one.css": b"old\n", "gone.csv": b"old\n"}
NEW = {"roster.csv": b"new\n", "page/one.css": b"new\n", "fresh.csv": b"new\n"}

KILLED_AT_EACH_STEP = """
import os, sys
from pathlib import Path
from scheduler import store

folder = Path(sys.argv[1])
OLD, NEW = eval(sys.argv[2]), eval(sys.argv[3])
store.write_whole(folder, OLD)
(folder / "notes.txt").write_text("mine")
step = 0
while True:
    step += 1
    child = os.fork()
    if child == 0:
        left = [step]
        def counted(name):
            real = getattr(os, name)
            def call(*args, **kwargs):
                left[0] -= 1
                if left[0] == 0:
                    os._exit(9)
                return real(*args, **kwargs)
            return call
        for name in ("fsync", "rename", "chmod", "rmdir", "unlink"):
            setattr(os, name, counted(name))
        store.write_whole(folder, NEW)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    store.recover(folder)
    found = {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}
    assert found.pop("notes.txt") == b"mine"
    found.pop(".written.json")
    assert found in (OLD, NEW), (step, found)
    print(status, "old" if found == OLD else "new")
    if status == 0:
        break
    store.write_whole(folder, OLD)
"""


def content(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.skipif(os.name != "posix", reason="kills forked processes")
def test_a_kill_at_any_step_leaves_the_old_files_or_the_new(tmp_path: Path) -> None:
    script = [sys.executable, "-c", KILLED_AT_EACH_STEP, str(tmp_path / "week"), repr(OLD), repr(NEW)]
    lines = subprocess.run(script, check=True, capture_output=True, text=True).stdout.splitlines()
    assert "9 old" in lines
    assert "9 new" in lines
    assert lines[-1] == "0 new"
    assert len(lines) > 6  # three files, the list, two renames, the clearing up: each was a place to die
    assert [path.name for path in tmp_path.iterdir()] == ["week"]


def test_files_that_are_written_no_more_go_and_planners_files_stay(tmp_path: Path) -> None:
    write_whole(tmp_path / "week", OLD)
    (tmp_path / "week" / "notes.txt").write_bytes(b"mine")
    (tmp_path / "week" / "page" / "mine.txt").write_bytes(b"mine")
    write_whole(tmp_path / "week", NEW)
    found = content(tmp_path / "week")
    del found[".written.json"]
    assert found == {**NEW, "notes.txt": b"mine", "page/mine.txt": b"mine"}


def test_adding_keeps_what_was_written_before(tmp_path: Path) -> None:
    write_whole(tmp_path / "week", OLD)
    write_whole(tmp_path / "week", {"more.csv": b"more\n"}, add=True)
    write_whole(tmp_path / "week", {**OLD, "more.csv": b"again\n"})
    assert content(tmp_path / "week")["more.csv"] == b"again\n"


def test_an_edited_file_is_not_overwritten_without_force(tmp_path: Path) -> None:
    folder = tmp_path / "week"
    write_whole(folder, OLD)
    (folder / "roster.csv").write_bytes(b"edited\n")
    with pytest.raises(InputError) as caught:
        write_whole(folder, NEW)
    assert caught.value.complaints == (
        f"{folder}/roster.csv: edited since it was written, so it is not overwritten; "
        "`--force` overwrites it, `--out` writes elsewhere",
    )
    assert content(folder)["page/one.css"] == b"old\n"
    write_whole(folder, NEW, force=True)
    assert content(folder)["roster.csv"] == b"new\n"


def test_a_file_that_the_scheduler_never_wrote_is_not_overwritten_without_force(tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_bytes(b"mine\n")
    with pytest.raises(InputError, match=r"roster\.csv: not written by scheduler, so it is not overwritten"):
        write_whole(tmp_path, NEW)


def test_a_refusal_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "week").mkdir()
    (tmp_path / "week" / "roster.csv").write_bytes(b"mine\n")
    with pytest.raises(InputError):
        write_whole(tmp_path / "week", NEW)
    assert [path.name for path in tmp_path.rglob("*")] == ["week", "roster.csv"]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose Christmas week has a report, and a what-if beside it."""
    root = tmp_path_factory.mktemp("workspace")
    answer = fake_answer(root)
    write(root / "reports" / "2026-12-21", answer)
    write(root / "reports" / "2026-12-21-more-volume", answer)
    return root


def test_the_report_of_the_week_before_serves_as_history(published: Path) -> None:
    operation, notes = with_history(
        fake_operation(published), Horizon(MONDAY + timedelta(days=7), 1, "America/Los_Angeles")
    )
    duties = fake_answer().result.roster.duties
    assert operation.history == tuple(Worked(row.agent, row.day, row.shift, row.start, row.end) for row in duties)
    folder = published / "reports" / "2026-12-21"
    assert notes == (f"{folder}: its {len(duties)} shifts from 2026-12-21 to 2026-12-27 serve as history",)


def test_days_of_the_history_file_are_not_doubled(published: Path) -> None:
    told = Worked("a001", date(2026, 12, 24), "day", *(datetime(2026, 12, 24, hour, tzinfo=UTC) for hour in (14, 22)))
    bare = replace(fake_operation(published), history=(told,))
    operation, _ = with_history(bare, Horizon(MONDAY + timedelta(days=7), 1, "America/Los_Angeles"))
    assert [row for row in operation.history if row.day <= told.day] == [told]
    assert min(row.day for row in operation.history if row is not told) == date(2026, 12, 25)


def test_the_week_itself_and_later_ones_are_no_history(published: Path) -> None:
    operation = fake_operation(published)
    assert with_history(operation, Horizon(MONDAY, 1, "America/Los_Angeles")) == (operation, ())


def test_agents_who_left_are_left_out_of_history_and_named(published: Path) -> None:
    bare = fake_operation(published)
    bare = replace(bare, agents=bare.agents[1:])
    operation, notes = with_history(bare, Horizon(MONDAY + timedelta(days=7), 1, "America/Los_Angeles"))
    assert "a000" not in {row.agent for row in operation.history}
    assert notes[0].endswith("; left out, as agents.csv knows them no more: a000")


@pytest.mark.parametrize("folder", ["mine.txt", "mine.txt/reports"])
def test_a_plain_file_in_the_way_is_never_replaced(tmp_path: Path, folder: str) -> None:
    (tmp_path / "mine.txt").write_text("precious")
    with pytest.raises(InputError) as raised:
        write_whole(tmp_path / folder, NEW, force=True)
    assert raised.value.complaints == (f"{tmp_path / 'mine.txt'}: a file, not a folder; name another folder to write",)
    assert (tmp_path / "mine.txt").read_text() == "precious"
