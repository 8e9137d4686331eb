"""Readings over the years, drawn and as plain lines."""
