"""How the inner loops are compiled, and what they mean by impossible."""

from __future__ import annotations

import numba

compiled = numba.njit(cache=True, nogil=True, error_model="numpy")
within = numba.njit(inline="always", nogil=True, error_model="numpy")
"""For functions with one caller: compiled within it, which spares a first run seconds."""
quick = numba.njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
"""For loops over finite numbers in which the order of sums does not matter."""

NOTHING = -1e18
