"""Some weeks of a longer horizon as a problem of their own.

    edge      A problem of some weeks of a longer horizon, without what shifts of the weeks before may supply
    leftover  The requirement of some weeks of a horizon
    part      Some weeks of a horizon as a problem of their own: earlier shifts are history, later ones are pinned
"""
