"""A horizon solved at once: duties planned, the roster searched, holders named.

    duties         Duties in a solve: planned with the lines before the search
    duty_told      What a solve says of duties
    outranked      Urgent duties that the search counts, beside a plan of others: whether the plan is in their way
    tidied_duties  The last phase for those whose shifts decide who takes over a duty
    whole          A solve of the whole horizon at once
"""
