"""The legal lines of each kind of agent, as automata.

    product      One day of a product of automata, and one day of merging nodes with the same future (compiled)
    rising       Points that rise with what an agent has done before
    walk         Whether an agent's line of a whole horizon is legal, walked day by day along every limit's states
    numbering    Numbers for the distinct columns of a table (compiled)
    automaton    The legal lines of a kind of agent as one layered automaton
    kinds        Agents as the search sees them: which automaton, from which node, with which letters and points
    regular      Steady weeks along lines: changes of start and lone days
    goal_tracks  Tracks by which goals price lines
    shared       The automata of all kinds of agents; what several kinds have in common is multiplied once
"""
