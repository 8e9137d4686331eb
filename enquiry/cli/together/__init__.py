"""Two machines at the command line: taking in copies, and settling what both wrote."""
