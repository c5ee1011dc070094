"""What a workspace says: sites, queues, shifts, contracts, agents, leave, wishes, forecasts (all frozen).

The pydantic models are also the schema of the files: an unknown key is refused, and what a key may hold is said
here and nowhere else. `load/` finds the lines that complaints belong to.

    fields         The kinds of cell and key that files share: times of day, zones, spans of hours, shares
    settings       A table of limits or goals: as written in a file and, once it is loaded, as parsed
    queues         Streams of work, their targets, opening hours and shrinkage
    people         Contracts, agents, and everything said about one of them
    shifts         Kinds of shift, fixed or flexible, and their breaks
    sites          Places of work, with their clocks, holidays and rule packs
    demand         Demand beside the queues' own settings: forecasts and headcount
    meetings       Meetings and training: time that people are wanted for within their shifts
    cover          Duties to be held by people of a role, and each of their tiers
    operation      A whole workspace, read and cross-checked
    opening        When a queue is open
    fingerprint    A mark of all that decides the rosters of one horizon
    duty_hours     When a duty is due, in minutes of the horizon
    duty_blocks    The blocks of a duty: the windows that one holder is to have
    meeting_times  When meetings may be held, and who is expected
"""

from __future__ import annotations

from scheduler.operation.cover import Cover, DutyHours, Tier
from scheduler.operation.demand import Forecast, Headcount
from scheduler.operation.fields import (
    LIVE_CHANNELS,
    BoolArray,
    Config,
    FloatArray,
    HoursSpan,
    Instants,
    IntArray,
    Share,
    TimeOfDay,
    ZoneName,
    parse_hours_span,
    parse_time_of_day,
    parse_zone,
)
from scheduler.operation.fingerprint import fingerprint
from scheduler.operation.meetings import Meeting, activity_step
from scheduler.operation.opening import is_open, open_spans
from scheduler.operation.operation import Operation
from scheduler.operation.people import Agent, Availability, Contract, Leave, Overtime, Pin, Wish, Worked
from scheduler.operation.queues import OpenHours, Queue, Service, Shrinkage, weekday_range
from scheduler.operation.settings import Parsed, Settings, key_of
from scheduler.operation.shifts import Break, Lengths, Shift, Starts
from scheduler.operation.sites import Site

__all__ = [
    "LIVE_CHANNELS",
    "Agent",
    "Availability",
    "BoolArray",
    "Break",
    "Config",
    "Contract",
    "Cover",
    "DutyHours",
    "FloatArray",
    "Forecast",
    "Headcount",
    "HoursSpan",
    "Instants",
    "IntArray",
    "Leave",
    "Lengths",
    "Meeting",
    "OpenHours",
    "Operation",
    "Overtime",
    "Parsed",
    "Pin",
    "Queue",
    "Service",
    "Settings",
    "Share",
    "Shift",
    "Shrinkage",
    "Site",
    "Starts",
    "Tier",
    "TimeOfDay",
    "Wish",
    "Worked",
    "ZoneName",
    "activity_step",
    "fingerprint",
    "is_open",
    "key_of",
    "open_spans",
    "parse_hours_span",
    "parse_time_of_day",
    "parse_zone",
    "weekday_range",
]
