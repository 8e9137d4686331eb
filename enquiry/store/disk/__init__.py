"""The disk: atomic writes, the lock, paths, and errors of the operating system in words."""
