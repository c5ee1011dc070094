"""`scheduler rules`, and the example of docs/adding-a-rule.md, which runs as it stands."""

import json
import random
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner
from tiny_lines import accepted, calendar, diary, letters, lines

from scheduler.cli import main
from scheduler.rules import RULES
from scheduler.rules.reference import markdown

ROOT = Path(__file__).parents[2]


def run(*arguments):
    done = CliRunner().invoke(main, ["rules", *arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_markdown_is_the_reference():
    assert run("--markdown") == markdown()


def test_a_folder_without_a_workspace_lists_every_rule(tmp_path):
    shown = run("-C", str(tmp_path))
    assert [line.partition(":")[0] for line in shown.splitlines() if not line.startswith(" ")] == list(RULES)
    assert "    law: eu: WTD art. 3; secure_scheduling: SMC 14.22.035 (good practice); spain: ET art. 34.3\n" in shown
    assert not [line for line in shown.splitlines() if line.startswith("    on: ")]


def test_json_says_where_a_rule_is_on():
    if not (ROOT / "config" / "contracts.toml").is_file():
        pytest.skip("the sample operation is not there yet")
    answer = json.loads(run("-C", str(ROOT), "--json"))
    rows = {row["rule"]: row for row in answer["rules"]}
    assert set(rows) == set(RULES)
    agents = {place["agents"] for place in rows["time_off"]["on"]}
    assert [place["source"] for place in rows["time_off"]["on"]] == ["always"]
    assert all(place["agents"] <= max(agents) for row in rows.values() for place in row["on"])
    assert rows["rest_hours"]["law"][-1] == "spain: ET art. 34.3"


def test_the_example_of_the_guide_passes_the_oracle(monkeypatch):
    texts = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "adding-a-rule.md").read_text(encoding="utf-8"), re.S)
    name = "scheduler.rules.nights_in_a_row"
    module, cases = ModuleType(name), {}
    monkeypatch.setitem(sys.modules, name, module)
    exec(texts[0], vars(module))
    exec(texts[1], cases)
    monkeypatch.setitem(RULES, "nights_in_a_row", module.NightsInARow)
    for case in cases["CASES"]:
        made = calendar("nights_in_a_row", case, random.Random(1))
        judged = set()
        for line in lines(made, 300, random.Random(1)):
            findings = [finding for limit in made.limits for finding in limit.check(diary(made, line))]
            assert accepted(made, letters(made, line)) == (not findings)
            judged.add(not findings)
        assert judged == {True, False}
