"""What of it: pure functions that say what a journal shows, each with its rule and the entries it rests on."""
