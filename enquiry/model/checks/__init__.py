"""Checks of what is in a journal: flaws of single values, and breaches of what must hold between them."""
