"""Why nobody could: what kept every able agent away from a shortage, or from an open place of a duty.

    gaps          Where people are missing: stretches of shortage and open hours, the worst first
    candidate     Could this agent have come? Each shift that would do, against the agent's own limits
    duty_reasons  Why an agent who may hold a tier of a duty does not fill its open place
    pools         Pools of queues that lack people
    reason_words  Reasons in the words that planners read
    asker         Asks everybody who is able to fill a gap why he or she does not, in words
    late          What the agents who can serve a queue do in its worst time
    explain       The reasons, gap by gap, in words
"""
