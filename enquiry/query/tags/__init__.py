"""Tags: their usage as a tree, near spellings, and renaming."""
