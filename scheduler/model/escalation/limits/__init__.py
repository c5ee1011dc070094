"""Limits on holders of duties, one kind a file, and what a plan weighs after open minutes.

Read in this order: `units` (blocks and windows as variables), `spacing`, `resting`, `rest_before`, `working`, `pinned`,
then `splitting`, `softer` and `even` for the terms of the objective.
"""
