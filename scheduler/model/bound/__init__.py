"""What no legal roster can be below: prices, the relaxation over all lines, and goals alone.

    alike        Who is alike: agents of one kind share their best line at given prices
    lagrange     What all agents would bring at given prices
    prices       Prices of the bound, and how those of some goals are carried to others of the same people
    wanted       What is wanted at given prices where supply comes in grains (compiled)
    pricer       Lines at prices of headcount, for one thread: the compiled functions of `lines` with room to work in
    rounding     Points are counted in whole numbers, goal by goal, and may come in greater steps
    bound        A bound that holds for every legal roster
    relaxation   The linear relaxation over whole lines, where headcount is all that binds people
    goal_bounds  Bounds of goals alone: what no legal roster can be below on one goal
    proof        The bounds of a problem
"""
