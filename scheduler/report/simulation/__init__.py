"""What a simulation found, for people and for programs: `simulation.html`, `simulation.csv`, `simulation.json`.

    outdated  A mark on the page while the roster beside it is not the one that was simulated
    charts    Each queue's service level by day, and interval by interval with its uncertainty
    tables    The simulation as rows, and as an object with days, weeks and the horizon
    page      The page, and the files that lie beside a report
"""
