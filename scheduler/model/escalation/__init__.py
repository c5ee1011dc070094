"""Who holds which duty, by CP-SAT: planned with the lines before the search, and dealt out over the shifts after it.

Read in this order: `kinds` (which tiers are placed, and which are planned with the lines), `scene` (what no line
changes), `week_before` (rest that earlier weeks still need), `holder_line` (when a line lets its agent hold a place),
`edges` and `slots` (time cut where places may change hands), `draft` (the model), `limits/` (what binds holders, and
what is weighed), `plan` (what is asked and answered), `levels` (solved step by step), `evening` (shared evenly), `told`
(rows of a plan), `hand` (a roster's shifts, and a plan in hand), `parts` (of a long horizon), `dealt` (over the shifts
of a roster), `changes` (of hands), `naming` (all duties of a roster), `lines/` (before the search).
"""
