"""Operation -> Requirement: how many agents each queue needs in each interval, and which work may wait until when.

    staff           the whole of it          impossible_due   due times that no opening hours can meet
    erlang          Erlang B, C and A over arrays: figures of so many agents, least agents for a target
    grid, opening   forecasts and opening hours on the grid of intervals
    live, deferred  what calls and messages need now; what email and cases need by when
    lasting         load where handling outlasts the interval
"""

from scheduler.staffing.needs import impossible_due, staff

__all__ = ["impossible_due", "staff"]
