"""Long horizons in windows of weeks.

    decided         What is decided so far of a long horizon: duties, and what people do in them
    horizon_bound   A bound for a long horizon of headcount
    shape           How long the windows of a long horizon are, and how far they look ahead
    window_guard    Compares the model's points with the count, window by window
    posing          Windows of a long horizon as problems in which everybody has a legal line
    horizon_parts   Splits a long headcount horizon into four-week parts and bounds them together
    windows_tidied  The last phase of a long horizon
    windows         Long horizons in windows of weeks
"""
