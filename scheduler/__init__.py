"""A roster optimizer for contact centres. The map, in the order in which data flows:

    errors      the user's faults, one line each, with an exit status
    clock       local wall time <-> UTC; weeks, weekends, holidays
    operation   what a workspace says (frozen)
    load        files -> Operation
    staffing    Operation -> Requirement
    roster      what a solve answers (frozen)
    rules       limits, one a file: to the solver as states along a line, to people as a plain check
    goals       what a roster should strive for, one a file, counted in points
    problem     what the model is asked: slots, groups, integers (frozen)
    model       CP-SAT and the search for lines: Problem -> Roster
    judge       the independent judges of a roster
    report      tables, charts, page, workbook, calendars
    scenarios   overlays, runs, comparison
    cli         one file a command
"""

__version__ = "0.1.0"
