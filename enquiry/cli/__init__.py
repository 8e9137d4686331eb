"""The command line: what was typed, what is asked, and which value is shown."""
