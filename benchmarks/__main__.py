"""`python -m benchmarks NAME ...` runs one benchmark; without a name it lists them."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

NAMES = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if "def main(" in path.read_text("utf-8"))


def run() -> int:
    """Run the benchmark named first; the rest are its own arguments."""
    if len(sys.argv) < 2 or sys.argv[1] not in NAMES:
        print("python -m benchmarks NAME; there are:")
        for name in NAMES:
            print(f"  {name:<10} {(import_module(f'benchmarks.{name}').__doc__ or '').splitlines()[0]}")
        return 2
    return int(import_module(f"benchmarks.{sys.argv[1]}").main(sys.argv[2:]))


if __name__ == "__main__":
    raise SystemExit(run())
