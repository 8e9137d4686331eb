"""The file's encoding: its formats, its layout and its diagnosis."""
