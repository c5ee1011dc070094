"""What files say of duties, judged: keys of cover.toml, the people who may hold them, rows that pin or wish a place.

    lines   Complaints about duties, each at the line of its key in cover.toml
    rows    Rows of fixed.csv and wishes.csv that are about places of duties
    keys    Keys of a duty that contradict each other, change nothing, or name what is none
    law     Standby that the law of a site takes for working time
    people  Who may hold each tier: what nobody has, and tiers that hang on one person
    grid    The grid that duties ask for which the model counts by intervals
    notes   What a horizon tells of duties before the search: dates that never come, blocks that nobody can hold
"""
