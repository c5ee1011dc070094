"""The threads of one solve, and what the model believes of its roster.

    believed     The points of each goal by the model's own sums, to be compared with the independent count
    dealt_later  Counts without the tiers that CP-SAT deals out once the shifts are decided
    duty_bounds  How few minutes of duties that the search counts can stay open, by priority
    repeatable   Solving by a budget of iterations: the same roster on the same versions, however busy the machine is
    run          The threads of one solve: one constructs, all improve, one proves as well
"""
