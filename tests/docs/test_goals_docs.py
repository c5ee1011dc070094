"""The documents on goals tell of every goal, and their example works."""

import re
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from small_case import agent, case, duty, operation, roster

from scheduler.goals import GOALS, Goal

DOCS = Path(__file__).parents[2] / "docs"


def test_every_goal_has_its_row_and_no_row_lacks_a_goal():
    text = (DOCS / "goals.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE) == list(GOALS)


def test_the_example_goal_counts(tmp_path, monkeypatch):
    code = re.search(r"```python\n(.*?)```", (DOCS / "adding-a-goal.md").read_text(encoding="utf-8"), re.DOTALL)
    file = tmp_path / "early_starts.py"
    file.write_text(code[1], encoding="utf-8")
    spec = spec_from_file_location("scheduler.goals.early_starts", file)
    module = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)
    spec.loader.exec_module(module)
    goal = module.EarlyStarts(weight=50)
    assert isinstance(goal, Goal)
    assert goal.name == "early_starts"
    asked = case(operation([agent("A")]), roster([duty("A", 0, 5), duty("A", 1, 6)]))
    assert goal.count(asked).points == 50
