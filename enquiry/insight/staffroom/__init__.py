"""The staffroom: what a teacher offers a leader line by line, and the one page that is made of what many gave."""
