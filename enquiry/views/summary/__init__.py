"""Views of a summary."""
