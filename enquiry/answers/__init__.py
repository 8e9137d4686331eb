"""Answers for programs: what every command says as JSON or as a table."""
