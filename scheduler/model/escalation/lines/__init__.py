"""Duties planned with the lines of their holders, before the search.

Read in this order: `reach` (when anybody could hold a place), `freeze` (what a plan asks of shifts), `pool` (lines that
holders could work), `clock`, `shifts_hold` (what shifts alone let an agent hold), `mending` (a plan that is nowhere
worse), `outline` (a plan as if shifts bound nobody, until everybody has a line for it), `planning` (all of it
together), `proving` (how few minutes can stay open at all).
"""
