"""Summaries at the command line."""
