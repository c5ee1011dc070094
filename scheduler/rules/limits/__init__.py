"""Every file is one limit, called like its class: to the solver as states along a line, to people as a plain check.

What is asked of everybody:

    employment              nobody works before the first day or after the last
    known_shifts            the shifts that the site offers and the contract allows
    no_overlap              nobody works two shifts at once
    availability            shifts lie within the hours in which the agent can work
    time_off                leave is left alone
    fixed                   decisions already taken: the pins of fixed.csv

Limits on one shift and on what is done in it:

    hours_day               hours of work a day
    breaks                  every break is taken, in its time; on a night of a clock change by the clock of the start
    meal_stretch            time without a meal
    work_stretch            work between breaks
    queue_stretch           time on one queue before the next
    graphic_minutes         time on queues with graphic content

Limits on one shift and the next:

    rest_hours              rest between two shifts in elapsed hours, over a night of a clock change, too
    not_followed_by         shifts that may not be worked on the day after another

Limits on days, weeks and the horizon:

    days_in_a_row           days worked in a row
    days_off_in_a_row       days off in a row
    days_off_together_week  days off that come together, once a week
    days_week               days worked a week
    hours_week              a contract's paid hours a week
    weekly_rest             an uninterrupted rest each week
    start_spread_hours      starts of a week that lie close together on the clock
    weekends                weekends worked
    max_shifts              how often each kind of shift may be worked
    minutes_horizon         paid minutes over the whole horizon

Any other file of the folder is a limit as well.
"""
