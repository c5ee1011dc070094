"""Some weeks of a longer horizon as a problem of their own.

    edge      A problem of some weeks of a longer horizon, without what shifts of the weeks before may supply
    leftover  The requirement of some weeks of a horizon
    layers    The states of one track over a whole horizon, and what the days after some day leave of them
    spelling  One agent's letters of a whole horizon, and the line that some duties make of them
    carried   A limit that counts the whole horizon, in some weeks of it
    carrying  Cuts limits that say nothing of windows, so that the weeks together keep what they ask
    part      Some weeks of a horizon as a problem of their own: earlier shifts are history, later ones are pinned
"""
