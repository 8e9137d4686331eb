"""Backups: made at every change, rotated, listed and restored."""
