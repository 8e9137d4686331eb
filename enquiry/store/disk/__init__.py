"""The disk: atomic writes, locks, and errors of the system in words."""
