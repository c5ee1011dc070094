"""What the model is asked: slots, groups, integers (frozen).

    arrays        What the model is asked, as integers and flat arrays
    share_weight  What an agent's fair share is measured by (formats, "Even sharing")
    grid          Time in ticks: starts, ends and breaks that shifts may have
    automata      The legal lines of each kind of agent, as automata
    needs         Problems as a whole and in part: what binds people together, one goal alone, or without some tiers
    pose          Operation -> Problem: everything numbered, flattened and frozen before the model sees it
    weeks         Some weeks of a longer horizon as a problem of their own
"""
