"""Calendars of the roster, one an agent and one a duty, in which an event that moves stays the event it was.

    file_names   One file an agent: names that every file system takes and keeps apart
    timezone     A zone's VTIMEZONE with yearly rules: Outlook reads those, and lists of dates not
    told         Events as they were told: their identity (UID), and what changed since the last export
    duty_events  The places of duties as events: a holder's own, and those of a duty's own calendar
    calendars    The whole of each calendar
"""
