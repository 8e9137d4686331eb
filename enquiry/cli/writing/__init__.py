"""Entries made and changed at the command line."""
