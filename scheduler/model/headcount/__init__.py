"""Rosters where headcount is all that binds people: choices among lines, and lines priced again.

    choice_heads  Headcount in a choice among known lines, said to CP-SAT
    dive          Dives from the relaxation over lines to a roster
    mend          Mends a roster that is given as a start and partly illegal
    pick          The best choice among given lines, one an agent, by mixed-integer programming (SCIP)
    master        Lines are proposed, CP-SAT disposes
    neighbours    Dives from everybody's relaxation, and neighbourhoods that price again
"""
