"""Readings to and from reference managers."""
