"""Files -> Operation, with every complaint at once; report folders -> Roster.

    complaints  All that is wrong with the files, told at once; suggestions for misspelt names
    characters  Characters that nobody sees: made the same, or refused where they hide in a name
    files       The files of a workspace as text: found, decoded and fingerprinted
    zones       Time zones by name, and the one that was probably meant
    documents   TOML files: tables with the line of each key, and the models that they become
    sheets      CSV files: rows of cells, numbers, dates and local times as people type them
    references  Names in one file that must stand in another
    shapes      Shifts that cannot be: starts or lengths off their steps, breaks that fit nowhere
    rosters     Report folders and roster files -> Roster
    duty        What files say of duties, judged: keys, people who may hold them, pins and wishes
    tables      The sheets of a workspace: agents, time off, wishes, pins, history, headcount, forecasts
    overlay     A scenario: what a what-if lays over the files before they are judged
    refined     Opening hours and duties off the grid: intervals so fine that they begin and end with one
    understood  What was understood of a workspace, as plain figures
    workspace   A whole workspace: every file read, judged alone and against the others, made one Operation
    horizon     Which weeks a command is about

Limits and goals are parsed last and once, when the whole operation is known. `operation.rules`, `operation.goals` and
the `limits` of each contract are then `Settings`: what was written, and the limits or goals that it was parsed as.
"""

from scheduler.load.horizon import choose_horizon
from scheduler.load.workspace import load

__all__ = ["choose_horizon", "load"]
