"""Measures at the command line."""
