"""Forgetting: a word found in every spelling, rows without what was forgotten, and what is to be tidied away."""
