"""Keys: the one secret with which copies that leave this machine are locked, and its recovery sheet."""
