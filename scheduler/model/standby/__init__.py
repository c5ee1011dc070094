"""Standby dealt out minute by minute, where nothing ties an hour to another.

Read in this order: `holders` (who may stand by and when), `relay` (a first plan, handed from agent to agent), `slices`
(time cut where anything changes), `places` (the best plan, by CP-SAT), `standby` (all of it together).
"""
