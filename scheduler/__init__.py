"""A roster optimizer for contact centres. The map, in the order in which data flows; imports point up this list only:

    errors       the user's faults, one line each, with an exit status
    compiled     how inner loops are compiled, and kept on disk
    clock        local wall time <-> UTC; weeks, weekends, holidays
    roster       what a solve answers (frozen)
    operation    what a workspace says (frozen)
    requirement  what the queues require on the grid (frozen)
    result       how a solve went: roster, bounds, seconds (frozen)
    rules        limits, one a file: to the solver as states along a line, to people as a plain check
    count        what a finished roster comes to: tables by interval, duty and person
    goals        what a roster should strive for, one a file: to the solver as terms, to people as a count in points
    agreement    what the solver believes of its roster against the count, goal by goal
    load         files -> Operation, and report folders -> Roster
    staffing     Operation -> Requirement
    problem      what the model is asked: letters, automata, needs and points as flat arrays (frozen)
    model        the search for lines, its bounds, and duties by CP-SAT: Problem -> Result
    judge        the independent judges of a roster: check, score, explain, simulate, duty, needless, sharing
    history      what earlier report folders say was worked, and who held which duty
    store        report folders: edits by hand, whole-or-nothing writing
    report       tables, charts, page, workbook, calendars
    loop         the judge's loop: simulate, move requirements, solve again
    start        rosters that a solve may start from, and the choice of the one that is kept
    scenarios    overlays, runs, comparison
    cli          one file a command: parse, call, print
"""

__version__ = "0.1.0"
