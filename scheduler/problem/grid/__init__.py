"""Time in ticks: starts, ends and breaks that shifts may have, and the letters that lines are spelled with.

    beside        Which tiers of duties, held by people on shift beside all else, are counted together
    pauses        The places that breaks may take in a shift, as plans that letters share
    leave_room    Whether a week's hours can be kept beside leave between two times of day; the solver's half
    leave_credit  Minutes of leave that count as worked, by day; the solver's half (`rules.tools.credit` is the check's)
    letters       The letters that lines are spelled with
    grid          The tick: the longest span on which every start, end, break and interval falls
"""
