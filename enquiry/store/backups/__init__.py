"""Backups: made at each change, listed, rotated, restored; and edits by other programs, accepted."""
