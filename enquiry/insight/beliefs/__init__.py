"""Beliefs looked at: how each came to be what it is, what speaks for and against, what became of them."""
