"""Readings over the years: which are the same, and how what they claim turned out here."""
