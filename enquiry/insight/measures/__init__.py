"""Measures: series of values, changes and comparisons."""
