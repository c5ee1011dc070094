"""Who holds which duty, by CP-SAT: planned with the lines before the search, and dealt out after it.

    plan         A plan of duties, the effort of finding it, and what two plans are compared by
    scene        What a plan of duties must know and no line changes
    kinds        Tells tiers that CP-SAT places from tiers that anybody holds who is there
    slots        The time in which a duty is due, cut wherever anybody who may hold it comes, goes or could hand over
    before       What duties of the week before leave to keep: going on with them, or rest before the next shift
    holder_line  One agent's shifts in the horizon, as a plan of duties sees them
    week_before  Until when the weekly rest lasts that the weeks before the horizon still need: nobody stands by in it
    standby      Standby minute by minute
    edges        Minutes at which limits ask that a duty can change hands
    draft        The CP-SAT model of a plan of duties
    limits       What binds holders, and what is weighed
    levels       Solves a plan of duties step by step
    evening      A plan of duties shared more evenly at no cost
    answers      What CP-SAT makes of a draft
    dealing      Duties dealt out over the shifts of a finished roster
    lines        Duties planned with lines, before the search
"""
