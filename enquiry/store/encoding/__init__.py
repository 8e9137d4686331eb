"""The encoding: journal records to rows, rows to lines, lines to the bytes of a file, and back."""
