"""The sheets of a workspace, a file for those that belong together: their columns, and what their rows become.

    people        agents.csv -> Agents
    requests      time_off.csv, availability.csv and wishes.csv -> Leave, Availability and Wishes
    decided       fixed.csv and history.csv -> Pins and shifts Worked
    duty_history  duty_history.csv -> who held which place of which duty before the horizon
    headcount     headcount.csv -> people wanted on shifts
    forecast      Forecast files -> one Forecast, read column by column, since they may have 700,000 rows
    intervals     Intervals of one queue that stand twice, overlap, or are missing
"""
