"""Some weeks of a longer horizon as a problem of their own.

    edge      Drops the needs at the start of some weeks that shifts of the weeks before may meet
    leftover  The requirement of some weeks of a horizon
    layers    The states of one track on each day of a horizon, and how freely lines go on from them
    spelling  Spells one agent's shifts of a whole horizon as letters, one a day
    carried   Carries a limit over the whole horizon through some weeks of it
    carrying  Cuts a limit that counts the whole horizon and says nothing of windows, so that all weeks together keep it
    part      Some weeks of a horizon as a problem of their own: earlier shifts are history, later ones are pinned
"""
