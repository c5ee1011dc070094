"""A tiny workspace with a bare roster and the report made of it, for tests of whole commands."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result
from tiny_workspace import tiny_workspace

from scheduler.cli import main

ROSTER = "agent,date,shift,start,end,site,paid_minutes\n" + "".join(
    f"a1,2026-12-{day},day,2026-12-{day}T08:00:00+00:00,2026-12-{day}T16:00:00+00:00,home,480\n"
    for day in range(21, 26)
)
LAST = "a1,2026-12-25,day,2026-12-25T08:00:00+00:00,2026-12-25T16:00:00+00:00,home,480\n"


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def reported(root: Path) -> Path:
    """`bare.csv` in the workspace, and its report in `week/`."""
    made = tiny_workspace(root)
    (made / "bare.csv").write_text(ROSTER, encoding="utf-8")
    assert run("report", made / "bare.csv", "-C", made, "--out", made / "week").exit_code == 0
    return made
