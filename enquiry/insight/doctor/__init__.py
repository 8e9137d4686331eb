"""The doctor: what was seen of a journal and its surroundings, checked one thing after another. Pure."""
