"""The search for whole legal lines, the bound over all of them, and the flow of people to queues.

    settings    what a solve is given: seconds or a budget, threads, seed, a roster to start from
    lines       whole legal lines of one agent: their arrays, the ledger they stand in, and the best one at given gains
    deferred    deferred work, planned beside the lines
    search      ruin and recreate over whole lines, and a board for the best roster
    conflict    limits that cannot hold together
    bound       what no legal roster can be below
    headcount   rosters where headcount is all that binds people
    escalation  who holds which duty, by CP-SAT: planned with the lines before the search, and dealt out after it
    activities  what each agent does from minute to minute in shifts that stand
    run         the threads of one solve, and what the model believes of its roster
    tidy        among rosters of equal points the least paid time, then the most even one
    order       goals in strict order, one level after another
    horizon     long horizons in windows of weeks
    whole       a horizon solved at once
    smallest    the smallest problem that uses every part of the compiled code
    warm        compiling the search on a machine's first run
    solve       a complete roster early, then better, always with a bound
    given       what the model believes of a roster that is given
"""

from scheduler.model.settings import SolveSettings
from scheduler.model.solve import solve

__all__ = ["SolveSettings", "solve"]
