"""Report folders and roster files -> Roster: what was written, what a planner edited, what another tool made.

    written  What the scheduler wrote in a folder, and folders that a kill left half swapped
    made     What a report folder says of its making: the scenario and the forecasts that it was made with
    cells    Cells of roster files: names that must be known, dates, instants and minutes
    held     duty.csv -> who holds which place of which duty
    past     duty.csv of an earlier report folder -> who held which place on some dates
    rosters  The whole of a roster, from a report folder or from one file
"""
