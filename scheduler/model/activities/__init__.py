"""What each agent does from minute to minute in shifts that stand.

    flow_worth     What minutes on a row are worth to the flow of an interval
    network        A flow of whole units from supply nodes to one sink that maximises the worth of the arcs used
    holding        Places the minutes of exclusive duties within an interval
    least_missing  The plan of deferred work in a roster that stands by which least is missing
    planned        The plan of deferred work for a roster whose shifts are fixed: agents are put on queues by it
    calls          Breaks in which an exclusive duty can go on
    interval_flow  Shares the minutes of an interval among the rows that people serve, for the most worth
    assign         How many minutes of an interval each agent serves each row
    serve          What each agent does in a shift outside breaks
    gathering      Meetings together: one time for all
    day            The day stage: activities within limits on graphic queues, stretches and meetings
    unfold         Lines -> Roster: duties with their breaks, then what each agent does from minute to minute
"""
