"""Which cycles and entries: predicates that are values, and the selection they make."""
