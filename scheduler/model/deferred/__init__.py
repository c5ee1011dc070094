"""Deferred work, planned beside the lines.

    backlog   Deferred work of one queue, interval by interval: waiting, planned, done and late minutes
    deferral  When deferred work is meant to be done
"""
