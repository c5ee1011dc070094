"""The day stage: activities within the limits on graphic queues, stretches and meetings.

    day_tables  The day stage's arrays: shifts cut into pieces, what each agent may do in them
    day_cost    What is short and late as the activities stand, and what a minute more would gain where (compiled)
    day_pieces  Shifts whose activities are limited, cut into pieces for the day stage
    day_best    The best legal sequence of activities of one shift, the others standing: a dynamic program (compiled)
    day         The day stage: what people do in shifts that stand, within the limits on graphic queues
"""
