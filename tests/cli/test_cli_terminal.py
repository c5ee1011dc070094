"""Long lines on a terminal, whole lines elsewhere, and slips of the hand."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from scheduler.cli import main, options
from scheduler.cli.options import folded

WHY = "  Wed 15:30-19:00 sms-en: 0.5 agents short. 11 are able; 4 kept away by hours_week"


def test_a_long_line_is_folded_between_words_and_what_hangs_over_indented() -> None:
    assert folded(WHY, 50).splitlines() == [
        "  Wed 15:30-19:00 sms-en: 0.5 agents short. 11 are",
        "      able; 4 kept away by hours_week",
    ]
    assert folded(WHY, len(WHY)) == WHY


def test_a_path_is_never_broken() -> None:
    path = "reports/" + 30 * "x"
    assert path in folded(f"open {path}", 20).split()


def test_off_a_terminal_each_line_stays_whole(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    options.print_lines([WHY])
    assert capsys.readouterr().out == WHY + "\n"


def test_a_slip_in_a_commands_name_is_answered_with_the_command() -> None:
    result = CliRunner().invoke(main, ["solv"])
    assert result.exit_code == 2
    assert "No such command 'solv'. Did you mean 'solve'?" in " ".join(result.stderr.split())
    assert "Did you mean" not in CliRunner().invoke(main, ["zzzz"]).stderr
