"""All that a report tells, and `summary.json`: what was asked, found and judged, and the same made again from files.

    accepted      Broken limits that `--give-up` accepted: no reason to keep a roster back
    duty_proof    What is proved of duties: open minutes by priority beside the least that any legal roster can leave
    verdicts      Which targets are missed beyond chance, and in which words
    worst         When a queue serves worst: the hour in which most of its contacts miss the target
    service       The service that a roster gives: the simulation that ends a solve, in figures for a planner
    short_days    By pool and day, how many people are missing, and which queues miss their targets then
    missed_targets  Each queue that misses a target, at its worst, and what its people do then
    answer        What was asked, what was found, and what independent judges say of it
    amounts       What a roster misses by goal, in the goal's own unit, and how much of it could still be saved
    badge         How good a roster is and what speaks against it, as the page's badge and the terminal say it
    manifest      What a solve was asked: enough to ask it again on the same files
    signed        What a planner asks before signing a roster: needless paid hours, and how work is shared
    summary       `summary.json`: the answer in one object
    told_keys     The shapes of what is told again from `summary.json`
    again         An answer made again from a report's files, with the bound that was proved when it was solved
"""
