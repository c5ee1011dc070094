"""Goals in strict order, one level after another.

    factors  The weight of each level of goals in strict order while one of them is searched
    level    The search of one level of goals in order, from the best roster so far, and the bound of that level
    ordered  Goals in strict order: one search a level
"""
