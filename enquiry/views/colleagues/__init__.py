"""What passes between colleagues, for the eye."""
