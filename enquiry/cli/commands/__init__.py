"""One file for each command. None of them imports another."""
