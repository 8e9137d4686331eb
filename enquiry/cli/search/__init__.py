"""Queries, filters and saved searches at the command line."""
