"""Figures, each beside a peer's, taken in one run: `python -m benchmarks` lists them."""
