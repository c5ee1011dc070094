"""Help and documents are under test: every command has both, and every example runs."""

from __future__ import annotations

import os
import re
import shlex
import stat
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from scheduler.cli import main
from scheduler.rules import RULES

ROOT = Path(__file__).parents[2]
COMMANDS = main.list_commands(click.Context(main))
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(#[^)]*)?\)")


def examples(text: str) -> list[list[str]]:
    """The `scheduler ...` command lines of a help text or a page's fenced blocks, without comments."""
    lines = re.findall(r"^\s*(?:Example: |\$ |\.venv/bin/)?(scheduler [a-z].*)$", text, re.M)
    return [shlex.split(line, comments=True) for line in lines]


def help_of(name: str) -> str:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    return (command.help or "").rstrip()


@pytest.mark.parametrize("name", COMMANDS)
def test_help_ends_with_an_example_of_the_command(name: str) -> None:
    last = help_of(name).splitlines()[-1]
    [words] = examples(last)
    assert words[:2] == ["scheduler", name], last
    parse(words)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_prints(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0
    assert "Example: scheduler" in " ".join(result.output.split())


def parse(words: list[str]) -> None:
    """Let click read the words as the command would, without running it: wrong options and arguments fail."""
    command = main.get_command(click.Context(main), words[1])
    assert command is not None, words
    if not {"-h", "--help"} & set(words):
        command.make_context(words[1], words[2:])


def test_the_commands_page_is_what_the_commands_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    from make_commands_page import PAGE, page

    assert PAGE.read_text() == page(), "run `python tools/make_commands_page.py`"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_examples_in_documents_parse(page: Path) -> None:
    for block in re.findall(r"^```(?:sh|console|text|bash)?\n(.*?)^```", page.read_text(), re.M | re.S):
        for words in examples(block):
            parse(words)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target, _ in LINK.findall(page.read_text()):
        if not target.startswith(("http://", "https://", "mailto:")):
            assert (page.parent / target).exists(), f"{page}: {target}"


def test_the_index_names_every_page() -> None:
    linked = {target for target, _ in LINK.findall((ROOT / "docs" / "README.md").read_text())}
    assert {page.name for page in (ROOT / "docs").glob("*.md")} - {"README.md"} <= linked


def test_ci_runs_the_readmes_command() -> None:
    script = ROOT / ".ci" / "run"
    assert os.stat(script).st_mode & stat.S_IXUSR
    block = (ROOT / "README.md").read_text().split("<!-- test-command -->\n")[1]
    assert re.match(r"```\w*\n[^`]*pytest[^`]*```", block)
    assert "<!-- test-command -->" in script.read_text()


def test_rules_named_in_the_sample_exist() -> None:
    contracts = tomllib.loads((ROOT / "config" / "contracts.toml").read_text())
    limits = {key for table in contracts.values() for key in table} - {"shifts", "cost_hour", "overtime"}
    assert limits <= set(RULES)


def test_both_commands_of_the_readme_install_in_place() -> None:
    """A copy in the environment that has solved leaves compiled code behind, which hides what is installed in place."""
    installs = re.findall(r"pip install -q (.*?) &&", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(installs) == 2
    assert all(one.startswith("-e ") for one in installs)
