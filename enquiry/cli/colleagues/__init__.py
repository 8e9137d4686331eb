"""Colleagues at the command line: what is given to them, and what comes back."""
