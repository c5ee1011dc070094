"""Operation -> Requirement: how many agents each queue needs in each interval, and which work may wait until when.

    waiting      The queueing formulas, one interval at a time: Erlang B, C and A (compiled)
    search       The formula of a queue, the figures of so many agents, the least that meets its targets (compiled)
    erlang       Erlang over arrays of intervals: what so many agents deliver; definitions of the service level
    lasting      Load where handling outlasts the interval in which a contact begins
    live         What calls and messages need now: from volume and handle time to load and agents
    grid         Forecasts and opening hours on the operation's grid of intervals
    uncertainty  Days busier than forecast: one factor a day
    shrinkage    Rostered time that is lost to what the roster does not schedule
    deferred     What email and cases need, and by when
    pool         Requirements of queues that share people
    needs        `staff`, the whole of it; `impossible_due`, due times that no opening hours can meet
    rows         The requirement as rows of requirement.csv
"""

from scheduler.staffing.needs import impossible_due, staff

__all__ = ["impossible_due", "staff"]
