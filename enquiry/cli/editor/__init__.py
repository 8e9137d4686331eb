"""Writing in the person's own editor."""
