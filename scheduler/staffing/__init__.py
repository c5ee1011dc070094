"""Operation -> Requirement: how many agents each queue needs in each interval, and which work may wait until when.

needs           staff: the whole of it; impossible_due: due times that no opening hours can meet
grid            forecasts and opening hours on the grid of intervals
uncertainty     busier days than forecast: one factor a day
shrinkage       rostered time that is lost to what the roster does not schedule
live, lasting   what calls and messages need now; load where handling outlasts the interval
deferred        what email and cases need, and by when
erlang          Erlang B, C and A over arrays: figures of so many agents, least agents for a target
search, waiting the loops and formulas that `erlang` compiles
rows            the requirement as rows of requirement.csv
"""

from scheduler.staffing.needs import impossible_due, staff

__all__ = ["impossible_due", "staff"]
