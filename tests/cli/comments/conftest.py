"""A home from which a gift was given, and the gift as a file."""

from pathlib import Path

import pytest

from enquiry.exchange.samples import read_sample
from tests.conftest import Home, made_once
from tests.friend import Friend


@pytest.fixture
@made_once
def given(home: Home) -> Home:
    """A home with a sample journal, of which cycle 5 went to a stage partner as gift g1."""
    sample = home.folder / "sample.json"
    sample.write_bytes(read_sample("primary"))
    home.ok("import", str(sample), "--quiet")
    home.ok("gift", "5", "--to", "stage partner", "--names-are-fine", "-o", str(home.folder / "gift.docx"), "--quiet")
    return home


@pytest.fixture
def friend(given: Home) -> Friend:
    """The colleague, with the gift open."""
    return Friend((given.folder / "gift.docx").read_bytes())


@pytest.fixture
def back(given: Home) -> Path:
    """Where the document is saved that comes back, under another name."""
    return given.folder / "Kopie von gift (2).docx"
