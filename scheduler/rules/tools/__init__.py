"""What several limits count with: runs, sums over weeks, hours of leave that count, places of breaks.

    break_orders    The orders in which a shift's breaks may fall
    credit          What paid leave counts as worked: to the plain checks of weekly hours and days
    runs            Runs of days: their states along a line, and the runs of a finished roster
    span            Limits that hold an amount between `min` and `max`, of which either may be left out
    week_sum        A sum over each week of the horizon between a least and a most, as states along a line
    between_breaks  Limits on the work between breaks: what they have in common
    leave_room      How far leave between two times of day raises the week's maximum hours; the independent check's
    run_of_days     What limits on runs of days have in common: settings, and the judgement of a run
"""
