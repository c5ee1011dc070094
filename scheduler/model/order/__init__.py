"""Goals in strict order, one level after another.

    factors  What each level of goals in order weighs while one of them is in hand
    level    The search of one level of goals in order, from the best roster so far, and the bound of that level
    ordered  Goals in strict order: one search a level
"""
