"""What asks for words: the prompts of a set, and what was answered so far and not yet kept."""
