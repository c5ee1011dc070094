"""Duties planned with the lines of their holders, before the search.

    clock        What is left of the time or the budget of a plan
    freeze       A problem in which only those variants may be worked that keep a plan of duties
    mending      One step from a plan to another that is nowhere worse: as good under new limits, or with fewer splits
    reach        When agents could hold a tier if they had the best line for it
    shifts_hold  What shifts alone let an agent hold of duties on shift
    pool         Lines that each holder could work
    promised     A problem in which nobody works a shift that keeps an agent from a pinned duty
    rested       A problem in which nobody begins a shift within the rest that a duty of the week before asks for
    proving      How few minutes of planned duties can stay open in any legal roster
    outline      Who stands by when, as if shifts bound nobody, until every holder has a line that keeps it
    planning     Lines and duties decided together before the search
"""
