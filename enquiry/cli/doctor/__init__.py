"""The doctor at the command line."""
