"""The size budget: function bodies of at most 40 lines, files of at most 250; prints each breach and exits 1.

    python tools/check_size.py
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDERS = ("scheduler", "tests", "tools", "benchmarks")
FUNCTION_LINES, FILE_LINES = 40, 250


def breaches(root: Path = ROOT) -> Iterator[str]:
    """`path:line: what is too long`, for every Python file of the project."""
    for file in (file for folder in FOLDERS for file in sorted((root / folder).rglob("*.py"))):
        text = file.read_text(encoding="utf-8")
        path, lines = file.relative_to(root), len(text.splitlines())
        if lines > FILE_LINES:
            yield f"{path}:1: {lines} lines; {FILE_LINES} are the most: split it by noun"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and body_lines(node) > FUNCTION_LINES:
                yield f"{path}:{node.lineno}: {node.name} has {body_lines(node)} lines; {FUNCTION_LINES} are the most"


def body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from the first statement after the docstring to the last."""
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


if __name__ == "__main__":
    found = list(breaches())
    print("\n".join(found) or "size budget kept")
    sys.exit(bool(found))
