"""Limits on holders of duties, one kind a file, and what a plan weighs after open minutes.

    even         Loads of a plan of duties as they are shared
    units        Who holds which block or window of a duty, as variables: what limits on sequences count
    rest_before  Rest that the weeks before the horizon leave
    working      Standby that is working time
    splitting    What comes right after open minutes
    pinned       Places that a pin gives
    softer       What a plan of duties weighs last
    priced       What goals ask of a plan of duties: points of windows, of pairs of them, and of the largest of sums
    spacing      Limits on how duties follow one another
    resting      Limits between duties and shifts
"""
