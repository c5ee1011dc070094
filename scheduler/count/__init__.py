"""What a finished roster comes to, as tables by interval, duty and person: goals are counted from them.

    burden           Days that burden whoever works on them
    presence         Who is at work when, in elapsed minutes of the horizon
    tier_places      Who counts for which tier of a duty where nobody is named: nobody counts for two tiers at once
    deferred         Deferred work against the time spent on it: the earliest due first, nothing before it has arrived
    bare             Shifts of which nothing more is known than when they are worked
    headcount_once   For which skill of a shift each person counts
    cover_table      Duty by role against the people on it, interval by interval
    standby_pay      Money for standby: hours on call at the duty's rate
    headcount_table  People wanted on a shift of a date against those who work it
    standby_windows  Windows of standby duties as burdens
    windows_held     Windows of duties by who holds them, from the rows of a roster
    coverage         Queues against agents: what is required and who is assigned, on the grid of intervals
    pools_table      Pools of queues against the people on them
    case             A finished roster beside what was asked of it
    by_site          Who is on the queues, by site
"""
