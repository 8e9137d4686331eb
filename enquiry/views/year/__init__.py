"""Views of a school year."""
