"""Ruin and recreate over whole lines, a board for the best roster, and what the search is told.

    guide      What the bound's prices tell the search
    fold       Roster -> lines: the way back, for solving on from a given roster
    head_rows  Rows of headcount, to linear programs and bounds: of a family only the row that costs most is paid for
    rigid      Whether headcount is all that binds people
    search     Ruin and recreate: take a few lines out, give each agent back its best legal one
    engine     Searchers that improve a complete roster, one a thread; the best roster is shared
    measure    How far a roster that the search found misses each level of goals in order
"""
