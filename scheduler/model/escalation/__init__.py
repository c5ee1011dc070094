"""Who holds which duty, given the shifts of a roster.

Read in this order: `holders` (who may stand by and when), `relay` (a first plan, handed from agent to agent), `slices`
(time cut where anything changes), `places` (the best plan, by CP-SAT), `standby` (all of it together), `naming`
(who holds each place of each duty in a finished roster).
"""
