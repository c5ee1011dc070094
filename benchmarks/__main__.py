"""`python -m benchmarks NAME ...` runs one benchmark; without a name it lists them."""

from __future__ import annotations

import ast
import sys
from importlib import import_module
from pathlib import Path

FOLDER = Path(__file__).parent


def benchmarks() -> dict[str, str]:
    """Each module of the folder that defines `main`, and the first line of what it says of itself."""
    files = {path.stem: path for path in FOLDER.glob("*.py")}
    files |= {path.parent.name: path for path in FOLDER.glob("*/__init__.py")}
    trees = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in sorted(files.items())}
    return {
        name: (ast.get_docstring(tree) or "").partition("\n")[0]
        for name, tree in trees.items()
        if any(isinstance(node, ast.FunctionDef) and node.name == "main" for node in tree.body)
    }


def run(argv: list[str]) -> int:
    """Run the benchmark named first; the rest are its own arguments."""
    known = benchmarks()
    if argv and argv[0] in known:
        return int(import_module(f"benchmarks.{argv[0]}").main(argv[1:]))
    if argv:
        print(f"{argv[0]} is no benchmark", file=sys.stderr)
    print("python -m benchmarks NAME ...; each takes --help. There are:")
    for name, about in known.items():
        print(f"  {name:<16} {about}")
    return 2 if argv else 0


if __name__ == "__main__":
    raise SystemExit(run(sys.argv[1:]))
