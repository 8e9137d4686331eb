"""Journals by name: which there are on this machine, naming them, and moving one."""
