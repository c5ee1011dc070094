"""TOML files of a workspace: tables with the line of each key, and the frozen models that they become.

    toml_lines  On which line each table and key of a TOML text stands (`tomllib` does not say)
    document    A TOML file as nested tables, with the line of each key
    unions      Keys that take one value or a table: complaints are told of the one that was meant
    models      TOML tables -> the frozen models of `operation`
"""
