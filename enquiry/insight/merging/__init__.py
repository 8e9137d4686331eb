"""Merging: the steps of two copies of a journal laid in one line and replayed, so that nothing of either is lost."""
