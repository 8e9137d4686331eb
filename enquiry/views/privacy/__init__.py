"""Names for the eye: what was found and where, who is registered, and all that is kept of one person."""
