"""What the model is asked, as integers and flat arrays.

    families   Shortage over skills without assignment variables
    irregular  What a whole line costs for changes of start and lone days
    head_sets  The sets of rows with a skill that can miss people, or have too many, and who is in them (see `heads`)
    heads      Headcount for the search: rows of people wanted
    demand     What binds people together, as flat arrays: rows of queues and duties, who serves them, and headcount
    problem    What the model is asked: ticks, letters, automata and needs as integers and flat arrays
"""
