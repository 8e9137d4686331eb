"""Views of steps, changes and backups."""
