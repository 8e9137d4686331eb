"""Views of measures."""
