"""Whole legal lines of one agent: their arrays, the ledger they stand in, and the best one at given gains.

    beside       Starts of the working days beside those that are given anew: changes of start cost points (compiled)
    gains        What an agent at work would gain: the points that a line is priced by
    head_tables  The headcount rows as the compiled search reads them
    rests        Breaks in which an agent can hold an exclusive duty
    spans        Finds the intervals that the shifts of a day can touch
    standing     The ledger: what changes as lines come and go, and the ledger of a roster in which nobody works
    tables       The problem as the compiled search reads it: one tuple of constant arrays, one of changing ones
    own_points   An agent's own points: of single variants, and what rises with what else a line holds (compiled)
    ledger       Putting lines into the ledger and taking them out (compiled)
    pauses       Placing a shift's breaks where they lose least (compiled)
    scratch      Room for the dynamic program over an agent's automaton, made once a thread
    weigh        What an agent who is out of the ledger would gain by working (compiled)
    price        The best legal line of one agent for given gains
    lines        Whole lines at given prices of headcount
    piece        The best piece of a line: some days anew, between days of the same line that stand (compiled)
"""
