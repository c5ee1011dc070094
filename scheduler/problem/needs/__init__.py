"""Problems as a whole and in part: what binds people together, one goal alone, or without some tiers.

    points          Points that single agents bring by working on single days
    variant_points  Points of single variants of shifts, by goal
    away            Finds when an agent cannot stand by beside shifts
    grain           The grain of supply: what agents bring to an interval comes in multiples of so many ticks
    lost            Lost work: deferred work that nobody can do in time
    alone           One goal alone: the same people and lines, with nothing else to strive for
    duties          The duties of cover.toml as the model counts them
    step            The step of a problem: the points of every roster are a multiple of it
    order           A problem with its goals weighed level by level, for solving them in strict order
    needs           What binds people together, as arrays
    spared          A problem without some tiers of duties, which are planned elsewhere: people, lines and rows stay
"""
