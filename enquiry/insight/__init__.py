"""Insight: pure functions that work out what a journal shows, each with its rule and the entries it rests on."""
