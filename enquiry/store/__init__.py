"""Where the journal is kept: one readable file that is written whole or not at all, one writer at a time."""
