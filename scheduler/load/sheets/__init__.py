"""CSV files as rows of cells: numbers, dates and local times as people type them, each complaint at its line.

    numbers      Numbers in cells: read where they can be read in one way only, else refused with every reading
    cells        What a cell says: dates, times, lists
    local_times  A column of times -> instants in UTC
    sheet        A CSV file as columns of text, with the line on which each row begins
    rows         Rows of the small sheets: one cell at a time
"""
