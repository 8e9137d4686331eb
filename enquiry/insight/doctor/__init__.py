"""The doctor's checks as values, and those of what a journal holds. What is looked at on disk is in `cli.doctor`."""
