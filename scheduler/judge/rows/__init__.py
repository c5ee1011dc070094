"""Do the rows of a roster make sense, whatever the limits: shifts, standby and activities, agent by agent.

    standing     Standby that is work or no free time, by agent
    diaries      Each agent's diary, which the plain checks of the limits read
    shifts       Rows that no limit could judge, and sums that do not add up
    standing_by  May an agent stand by then? Judged by the agent's own days, leave, pins and hours
    activities   One activity at a time, all of the shift, and only what the agent can do
"""
