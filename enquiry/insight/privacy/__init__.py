"""What may tell of a person: names and numbers found in texts, where they stand, and what takes their place."""
