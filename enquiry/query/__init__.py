"""Queries: conditions that are values, the language they are written in, and the selection they make."""
