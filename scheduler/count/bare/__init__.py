"""Shifts of which nothing more is known than when they are worked: what their agents do at best.

    placing    Agents placed on what is missing, where they help most
    taking_up  Spare agents put on deferred work
"""
