"""Limits that cannot hold together.

    conflict  Limits that cannot hold together: found, made small and mended by re-solving, one agent at a time
    stuck     Agents whom limits leave no legal line
"""
