"""What a goal says to the solver: terms of a few kinds, as plain data.

    asked   What a goal is asked about: the operation, the horizon, the requirement, and what other weeks hold
    rows    Terms of what binds people together: queues, deferred work, duties, headcount and meetings
    own     Terms of single days and shifts of one agent
    along   Terms of an agent's whole line: counted days, pay, neighbouring days, and tracks that carry points
    duty    Terms of places of duties: single places, pairs of them, and the largest of some counts
    spoken  The terms of all goals of a solve
"""
