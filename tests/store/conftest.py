from pathlib import Path

import pytest

from tests.store.book import Book


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """A journal with one cycle."""
    return Book(tmp_path).start()


@pytest.fixture
def no_book(tmp_path: Path) -> Book:
    """A place where there is no journal yet."""
    return Book(tmp_path)
