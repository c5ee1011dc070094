"""Goals and rules are known by name in their own files only: all others ask what a goal or a rule says of itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from scheduler.goals import GOALS
from scheduler.rules import RULES

PACKAGE = Path(__file__).parents[2] / "scheduler"
OWN = ("goals", "rules/limits")
"""Folders whose files may name goals and rules."""
NAMES = {*GOALS, *RULES}
CLASSES = {kind.__name__ for kind in (*GOALS.values(), *RULES.values())}
ONES = {"goal", "rule", "limit"}
"""What a variable is called that holds a goal or a rule."""
TOLD = {"goal", "goals", "rule", "rules", "limit", "level", "name"}
"""What a variable is called that may hold the name of one."""
BY_GOAL = {"goals", "points", "tallies", "bounds", "believed", "counted", "exact", "goals_of"}
"""What a mapping is called whose keys are names of goals."""
OTHER_WORDS = {
    ("problem/weeks/part.py", "availability"): "a table of the operation",
    ("problem/weeks/part.py", "wishes"): "a table of the operation",
    ("model/smallest.py", "breaks"): "a field of a shift",
}
"""Words that are also names of goals or rules: (file, word) -> what they are there."""
OTHER_COMPARISONS = {("load/overlay.py", "name == 'cover'"): "a file of the workspace"}
"""Comparisons with such words: (file, comparison) -> what is compared."""


def files() -> list[Path]:
    found = (file.relative_to(PACKAGE) for file in sorted(PACKAGE.rglob("*.py")))
    return [file for file in found if not file.as_posix().startswith(tuple(f"{folder}/" for folder in OWN))]


def last(node: ast.AST) -> str:
    """The last name of an expression: `points` of `answer.score.points`, of `summary["points"]` and of `points()`."""
    if isinstance(node, ast.Call):
        return last(node.func)
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return str(node.slice.value)
    return getattr(node, "id", "")


def words(node: ast.AST) -> Iterator[str]:
    """The string of a constant, or those of a collection of constants."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.Tuple | ast.List | ast.Set):
        yield from (word for one in node.elts for word in words(one))
    elif isinstance(node, ast.Dict):
        yield from (word for one in node.keys if one is not None for word in words(one))
    elif isinstance(node, ast.Call) and last(node.func) in ("frozenset", "set", "tuple"):
        yield from (word for one in node.args for word in words(one))
    elif isinstance(node, ast.MatchValue):
        yield from words(node.value)
    elif isinstance(node, ast.MatchOr):
        yield from (word for one in node.patterns for word in words(one))


def told_apart(source: str) -> list[tuple[int, str]]:
    """Find each comparison that tells a goal or a rule by its name: (line, code)."""
    tree = ast.parse(source)
    aliases = {
        one.asname or one.name
        for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
        for one in node.names if one.name in CLASSES and (node.module or "").startswith(
            ("scheduler.goals", "scheduler.rules.limits"))
    }  # fmt: skip
    constants = {last(node.targets[0]): node.value for node in tree.body if isinstance(node, ast.Assign)}

    def named(node: ast.AST) -> bool:
        """Whether it is the `.name` of a goal or a rule."""
        return isinstance(node, ast.Attribute) and node.attr == "name" and last(node.value) in ONES | aliases

    def listed(node: ast.AST) -> bool:
        """Whether it is a goal's or a rule's name, or a collection that has one."""
        return not NAMES.isdisjoint(words(constants.get(last(node), node)))

    def tells(sides: list[ast.AST]) -> bool:
        return any(map(named, sides)) or (any(map(listed, sides)) and any(last(side) in TOLD for side in sides))

    def looks_up(mapping: ast.AST, key: ast.AST) -> bool:
        if last(mapping) in BY_GOAL:
            return isinstance(key, ast.Constant) and key.value in GOALS
        return last(mapping) in constants and listed(mapping) and (named(key) or last(key) in TOLD)

    def is_told(node: ast.AST) -> bool:
        if isinstance(node, ast.Compare):
            return tells([node.left, *node.comparators])
        if isinstance(node, ast.Match):
            return tells([node.subject, *(case.pattern for case in node.cases)])
        if isinstance(node, ast.Subscript):
            return looks_up(node.value, node.slice)
        called = node.func if isinstance(node, ast.Call) else None
        by_key = isinstance(called, ast.Attribute) and called.attr in ("get", "pop")
        return by_key and any(looks_up(called.value, key) for key in node.args[:1])

    return [(node.lineno, ast.unparse(node)) for node in ast.walk(tree) if is_told(node)]


def mentioned(source: str) -> list[str]:
    """Every string that is exactly the name of a goal or a rule."""
    constants = (node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant))
    return [value for value in constants if isinstance(value, str) and value in NAMES]


@pytest.mark.parametrize("file", files(), ids=str)
def test_nobody_else_tells_goals_or_rules_apart_by_name(file: Path) -> None:
    found = told_apart((PACKAGE / file).read_text(encoding="utf-8"))
    told = [(line, code) for line, code in found if (file.as_posix(), code) not in OTHER_COMPARISONS]
    assert told == [], f"scheduler/{file}: ask what the goal or the rule says of itself, or ask for its class"


@pytest.mark.parametrize("file", [file for file in files() if file.parts[0] in ("problem", "model")], ids=str)
def test_problem_and_model_mention_no_goal_or_rule(file: Path) -> None:
    words = mentioned((PACKAGE / file).read_text(encoding="utf-8"))
    assert [word for word in words if (file.as_posix(), word) not in OTHER_WORDS] == []


def test_every_exception_is_still_needed() -> None:
    for name, word in OTHER_WORDS:
        assert word in mentioned((PACKAGE / name).read_text(encoding="utf-8"))
    for name, code in OTHER_COMPARISONS:
        assert code in [told for _, told in told_apart((PACKAGE / name).read_text(encoding="utf-8"))]


@pytest.mark.parametrize(
    "source",
    [
        'goal == "cover"',
        '"cover" != one.goal',
        'goal not in ("short", "late")',
        "goal.name == other",
        "limit.name in FIRM",
        'goal in ("all", "short")',
        'row.rule != "fixed"',
        'FIRST = ("hours_week", "days_week")\nkept = [name for name in every if name in FIRST]',
        'WORDS = {"wishes": "a wish is met by it"}\nsaid = level in WORDS',
        "from scheduler.goals.cover import Cover as CoverGoal\ngoal == CoverGoal.name",
        'match goal:\n    case "short" | "late":\n        pass',
        'goals.get("short")',
        'count.points["headcount"]',
        'summary["tallies"]["cost"]',
        'risen.points.pop("cover", 0)',
        'goals_of(operation)["short"]',
        'WORDS = {"wishes": "a wish is met by it"}\nsaid = WORDS.get(goal, "")',
        'SAID_IN = {"fixed": "fixed.csv"}\nsaid = SAID_IN[rule.name]',
    ],
)
def test_the_test_sees_a_goal_or_a_rule_told_by_its_name(source: str) -> None:
    assert told_apart(source) != []


@pytest.mark.parametrize(
    "source",
    [
        'gap.kind == "cover"',
        "one.goal == level.goal",
        "goal in answer.score.points",
        'path.name != "roster.csv"',
        "from scheduler.goals.late import Late\ntallies[Late.name]",
        'document.table.get("cover", [])',
    ],
)
def test_the_test_leaves_other_words_alone(source: str) -> None:
    assert told_apart(source) == []


def test_the_test_sees_a_name_in_problem_or_model() -> None:
    assert mentioned('week = contract.limits.get("hours_week")') == ["hours_week"]
