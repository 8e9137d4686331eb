"""The journal as a folder of notes, written and read."""
