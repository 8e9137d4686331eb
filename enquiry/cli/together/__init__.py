"""Two machines and one journal at the command line: keys, and the folder they share."""
