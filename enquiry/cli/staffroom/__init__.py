"""The staffroom at the command line: a gift laid in a shared folder, and the page of what lies there."""
