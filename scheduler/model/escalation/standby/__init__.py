"""Standby dealt out minute by minute, where nothing ties an hour to another.

    holders  Who may hold standby duties, and when each of these agents is taken or wishes to be off
    relay    A first plan of standby: stretches as long as can be, each for who can hold longest and has had least
    slices   Time cut wherever a standby duty begins or ends, or an agent who may hold one becomes free or taken
    places   The best plan of standby for given shifts, by CP-SAT
    standby  Standby in a roster: the plan with fewest open minutes for its shifts, within what each agent may hold
"""
