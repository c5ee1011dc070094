"""Among rosters of equal points the least paid time, then the most even one.

    sharing       Who shares nights, weekends and hours with whom, and what each agent has of them
    needless      Shifts that serve nothing, taken out while every limit holds (compiled)
    obliged       Shifts that the last phase leaves alone
    thin          Lines anew at a price of paid time that is too small to buy a point: who is not needed goes home
    exchanges     Days exchanged in a ring of two or three agents while every limit holds and points do not rise
    planned_anew  Shifts that serve nothing once deferred work is planned anew: others have the time for it
    blocks        Blocks of a duty at work handed over, or exchanged, with the shifts in which they are held
    tidying       The last phase of a solve: among rosters of equal points the least paid time, then the most even one
    last_phase    The last phase of a search, in a small share of its time
"""
