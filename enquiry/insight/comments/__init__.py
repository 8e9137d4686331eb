"""What is said about entries: which stands beneath which, and comments that come back from colleagues."""
