"""How beliefs look: one, all of them, and how one came to be what it is."""
