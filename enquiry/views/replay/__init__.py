"""Reading again drawn: decisions with what was known then, and the life of a question."""
