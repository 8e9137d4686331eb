"""The benchmark: `python -m tests.bench` times the program as whole processes, against what else would be used."""
