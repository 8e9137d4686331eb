"""Importers: a file of somebody else becomes a proposal."""
