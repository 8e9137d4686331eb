"""Forgetting at the command line: what it is shown, asked and answered by, and the receipt."""
