"""Out and in: the journal's values as documents for people and programs, and back."""
