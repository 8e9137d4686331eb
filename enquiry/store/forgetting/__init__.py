"""Forgetting on the disk: every file that the program keeps of a journal is written anew, all of them or none."""
