"""Gifts to a staffroom as files in a folder that colleagues share."""
