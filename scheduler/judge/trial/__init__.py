"""Changes of a finished roster, tried: what `needless` and `sharing` ask of each.

    own           A roster person by person, so that a change names only the people whose rows are others
    alone         What a workspace says of one person, so that a judge of that person reads nobody else's rows
    broken        Amounts by which a roster breaks its limits, so that two rosters can be compared
    limits        The limits of single people by difference
    queues        Queues by difference: agent-minutes on each queue and interval
    places        Duties of a roster: their points, open minutes and splits
    shared_goals  Headcount, meetings and duties by difference
    own_goals     Goals that are sums over people, by difference
    whole_goals   Goals of which no part is known to stay as it is, counted in full
    trial         Does every limit hold, and does nothing that is preferred rise?
    stepping_in   Who does the queue work of a shift that is taken out
    standing_in   Who holds the places of duties of a shift that is taken out
"""

from __future__ import annotations

from scheduler.judge.trial.own import EMPTY, NOBODY, Change, Own
from scheduler.judge.trial.trial import DEFAULT, Count, Terms, Trial

__all__ = ["DEFAULT", "EMPTY", "NOBODY", "Change", "Count", "Own", "Terms", "Trial"]
