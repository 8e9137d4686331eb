"""Gifts: what is put into one beside what it tells, and the register of those that were given."""
