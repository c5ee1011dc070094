"""`index.html`: the page of a report, self-contained, with nothing from the network; its HTML and script lie here too.

    lanes          The roster as lanes, one an agent, on the agent's own clock; colours of activities and breaks
    charts         The page's charts, one figure a function
    on_duty        Who is on duty: windows with holders and hand-over times, and the holes with their reasons
    strip_holders  Who stands behind the strips of a duty
    strips         Each escalation duty as strips, one a day: hours held, hours open, and by whom
    served         What callers meet: a row a queue, with its days
    shortage       Missing people beside the short days: on which queues, who pays for it, what could be saved
    index          The whole page, from an answer and its summary
"""
