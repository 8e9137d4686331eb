"""Guided writing: one prompt at a time."""
