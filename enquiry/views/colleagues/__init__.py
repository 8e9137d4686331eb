"""What passes between colleagues, drawn: what is about to be given."""
