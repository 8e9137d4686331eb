"""Undo and restore at the command line."""
