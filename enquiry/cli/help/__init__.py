"""What `--help` says: the text of every command, and the page that it stands on."""
