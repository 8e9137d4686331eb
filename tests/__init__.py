"""The tests, in a mirror of the package: what proves `enquiry/query/rank.py` stands in `tests/query/test_rank.py`."""

from pathlib import Path

TOP = Path(__file__).parent.parent
"""The folder of the project."""
