"""Sheets for people with a spreadsheet: the workbook `roster.xlsx`, and a lead's list of shifts.

    cells            Cells of a workbook's sheets: formats, the frozen first row, and rows below it
    duty_sheet       Who holds each place of a duty from when to when, and why a place is open
    headcount_sheet  People wanted on each shift against those who work it
    workbook         `roster.xlsx`: agents by days on their own clocks, hours, duties, coverage, shortages, wishes
    turns            Turns on duty of an agent: what is held without a break, however many windows it spans
    leads            A lead's sheet: one row a shift and what is held in it
"""
