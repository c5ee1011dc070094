"""Who holds which duty over the shifts of a finished roster.

    changes  How often duties change hands where they should not, by the rows of a roster
    hand     What agents work in a finished roster, what their shifts let them hold
    parts    Parts of a long horizon, shared again when all are dealt out
    told     A plan of duties -> rows: who holds each place, who stands by when, and where hand-overs overlap
    dealt    Duties dealt out over the shifts of a finished roster, by CP-SAT
    naming   Who holds each place of each duty, minute by minute
"""
